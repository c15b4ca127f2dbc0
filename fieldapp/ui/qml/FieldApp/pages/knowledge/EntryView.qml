pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// One entry: how it shows, why, what cures it and what remains when that does not, the parts with this van's stock.
Item {
    id: entry

    required property KnowledgeViewModel vm
    required property ShellViewModel shell
    required property Navigator navigator
    readonly property FaultFacts facts: vm.facts
    readonly property int labels: Theme.labelColumn + (shell.language === "en" ? Theme.gap24 : 0)

    PageHeader {
        id: header
        x: Theme.marginWide
        width: parent.width - x - Theme.margin
        height: Math.max(Theme.header, implicitHeight)
        back: Theme.compact
        title: entry.facts.title
        subtitle: entry.facts.line
        onBackPressed: entry.vm.closeDetail()
        HeaderActions {
            shell: entry.shell
            navigator: entry.navigator
        }
    }
    EmptyState {
        visible: !entry.facts.loaded && entry.vm.loaded
        anchors.centerIn: parent
        iconName: "menu_book"
        title: qsTr("No entry picked")
        text: qsTr("Pick one from the list.")
    }
    Flickable {
        visible: entry.facts.loaded
        anchors.top: header.bottom
        anchors.bottom: parent.bottom
        x: Theme.marginWide
        width: parent.width - 2 * Theme.marginWide
        contentHeight: column.implicitHeight + Theme.gap24
        clip: true
        boundsBehavior: Flickable.StopAtBounds

        ColumnLayout {
            id: column
            width: parent.width
            spacing: 0
            Told { label: qsTr("Symptom"); text: entry.facts.symptom }
            Told { label: qsTr("Cause"); text: entry.facts.cause }
            Told { label: qsTr("Measure"); text: entry.facts.measure; strong: true }
            Told { label: qsTr("Plan B"); text: entry.facts.fallback }
            Told { label: qsTr("Tools"); text: entry.facts.tools }

            SectionTitle {
                visible: entry.facts.partCount > 0
                Layout.fillWidth: true
                Layout.topMargin: Theme.gap24
                Layout.bottomMargin: Theme.gap8
                text: qsTr("Parts")
            }
            Repeater {
                model: entry.facts.parts
                ListRow {
                    id: part
                    required property string key
                    required property string name
                    required property string stock
                    required property bool carried

                    objectName: "part-" + key
                    Layout.fillWidth: true
                    pressable: false
                    sideMargin: 0
                    text: name === "" ? key : name
                    detail: name === "" ? "" : key
                    Tag {
                        text: part.stock
                        iconName: part.carried ? "check" : "info"
                        tone: part.carried ? Tag.Success : Tag.Warning
                    }
                }
            }
            SectionTitle {
                visible: entry.facts.pictures.length > 0
                Layout.fillWidth: true
                Layout.topMargin: Theme.gap24
                Layout.bottomMargin: Theme.gap8
                text: qsTr("Pictures")
            }
            Repeater {
                model: entry.facts.pictures
                Image {
                    required property string modelData
                    objectName: "picture"
                    Layout.fillWidth: true
                    Layout.preferredHeight: implicitWidth > 0 ? Math.min(implicitHeight, width * implicitHeight / implicitWidth) : 0
                    Layout.bottomMargin: Theme.gap16
                    fillMode: Image.PreserveAspectFit
                    horizontalAlignment: Image.AlignLeft
                    sourceSize.width: column.width
                    source: modelData
                    Accessible.role: Accessible.Graphic
                    Accessible.name: qsTr("Picture to this entry")
                }
            }
        }
    }

    component Told: FactRow {
        visible: text !== ""
        Layout.fillWidth: true
        labelWidth: entry.labels
    }
}
