pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import FieldApp

// Three equal faces; nothing is chosen before the customer touches one (REP-3).
RowLayout {
    id: faces

    property string value
    readonly property list<var> entries: [
        { value: "satisfied", label: qsTr("Satisfied"), icon: "sentiment_satisfied" },
        { value: "fairly", label: qsTr("Fairly satisfied"), icon: "sentiment_neutral" },
        { value: "dissatisfied", label: qsTr("Dissatisfied"), icon: "sentiment_dissatisfied" }]
    signal picked(string value)

    spacing: Theme.gap12

    Repeater {
        model: faces.entries
        T.AbstractButton {
            id: face
            required property var modelData
            readonly property bool chosen: faces.value === modelData.value
            objectName: "face_" + modelData.value
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            implicitHeight: content.implicitHeight + 2 * Theme.gap16
            focusPolicy: Qt.StrongFocus
            Accessible.role: Accessible.RadioButton
            Accessible.name: modelData.label
            Accessible.checkable: true
            Accessible.checked: chosen
            // Said once more: a button that completes tells its own state, and these are chosen by their answer.
            Component.onCompleted: {
                Accessible.checkable = true;
                Accessible.checked = Qt.binding(() => chosen);
            }
            Accessible.onPressAction: click()
            Keys.onReturnPressed: click()
            Keys.onEnterPressed: click()
            onClicked: faces.picked(modelData.value)
            background: Rectangle {
                radius: Theme.radiusControl
                color: face.chosen ? Theme.primarySoft : face.down ? Theme.pressed : Theme.surface
                border.width: face.chosen ? Theme.strong : Theme.hairline
                border.color: face.chosen ? Theme.primary : Theme.line
                FocusRing { shown: face.visualFocus }
            }
            contentItem: Item {
                implicitHeight: content.implicitHeight
                Column {
                    id: content
                    anchors.centerIn: parent
                    spacing: Theme.gap4
                    AppIcon {
                        anchors.horizontalCenter: parent.horizontalCenter
                        size: Theme.iconFace
                        name: face.modelData.icon + (face.chosen ? "-fill" : "")
                        tint: face.chosen ? Theme.primary : Theme.textSecondary
                    }
                    AppLabel {
                        anchors.horizontalCenter: parent.horizontalCenter
                        width: face.width - 2 * Theme.gap8
                        horizontalAlignment: Text.AlignHCenter
                        fontSizeMode: Text.HorizontalFit
                        minimumPixelSize: Theme.captionLeast
                        text: face.modelData.label
                        size: Theme.row
                        medium: true
                    }
                }
            }
        }
    }
}
