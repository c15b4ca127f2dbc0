pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// The bag: the standard list left, mandatory things first; what the order adds right (KIT-1 to KIT-4).
Item {
    id: step

    required property VisitViewModel vm
    readonly property FormFilling form: vm.form

    Flickable {
        id: bag
        width: Theme.compact ? parent.width : parent.width - spares.width
        height: parent.height
        contentHeight: list.implicitHeight + 2 * Theme.gap16
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        ColumnLayout {
            id: list
            x: Theme.margin
            y: Theme.gap16
            width: parent.width - 2 * Theme.margin
            spacing: Theme.gap12
            SectionTitle {
                objectName: "kitTitle"
                Layout.fillWidth: true
                Layout.minimumHeight: Theme.gap40 + Theme.gap4
                text: qsTr("To carry")
                count: step.form.checkedText
                note: step.form.lacking !== "" ? qsTr("%1 missing").arg(step.form.lacking)
                    : step.form.allChecked ? qsTr("All there") : ""
                noteColor: step.form.lacking !== "" ? Theme.danger : Theme.success
                noteStrong: true
            }
            KitChecks {
                Layout.fillWidth: true
                form: step.form
                five: true
            }
            KitChecks {
                Layout.fillWidth: true
                form: step.form
                five: false
            }
            QuestionColumn {
                Layout.fillWidth: true
                form: step.form
                questions: step.form.readings
                scroller: bag
            }
            Loader {
                Layout.fillWidth: true
                Layout.topMargin: Theme.gap16
                active: Theme.compact
                visible: active
                sourceComponent: needs
            }
        }
    }
    Rectangle {
        id: spares
        visible: !Theme.compact
        anchors.right: parent.right
        width: Theme.sidePane + Theme.gap16
        height: parent.height
        color: Theme.background
        Hairline { height: parent.height }
        Flickable {
            objectName: "spares"
            anchors.fill: parent
            contentHeight: held.height + 2 * Theme.gap16
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            Loader {
                id: held
                x: Theme.gap24
                y: Theme.gap16
                width: parent.width - 2 * Theme.gap24
                height: Math.max(implicitHeight, spares.height - 2 * Theme.gap16)
                active: spares.visible
                sourceComponent: needs
            }
        }
    }
    Component {
        id: needs
        SparesPane { vm: step.vm }
    }
}
