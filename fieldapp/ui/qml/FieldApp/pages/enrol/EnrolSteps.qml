pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// What will happen, as three lines; the one that is under way stands out. The language can be changed here already.
ColumnLayout {
    id: steps

    required property ShellViewModel shell
    required property string title
    // What can be relied on meanwhile, "" where there is nothing yet that could be lost.
    property string promise
    // { title, text } each
    required property var lines
    // The one that is under way; as many as there are lines when all are done.
    required property int current

    spacing: Theme.gap24

    RowLayout {
        spacing: Theme.gap12
        AppIcon {
            name: "verified"
            size: Theme.iconRail
            tint: Theme.primary
        }
        AppLabel {
            text: qsTr("Field service")
            size: Theme.row
            strong: true
        }
    }
    AppLabel {
        objectName: "stepsTitle"
        text: steps.title
        size: Theme.figure
        strong: true
        Layout.fillWidth: true
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    RowLayout {
        visible: steps.promise !== ""
        spacing: Theme.gap12
        Layout.fillWidth: true
        AppIcon {
            name: "check_circle-fill"
            tint: Theme.success
            Layout.alignment: Qt.AlignTop
        }
        AppLabel {
            objectName: "promise"
            text: steps.promise
            Layout.fillWidth: true
        }
    }
    Repeater {
        model: steps.lines
        RowLayout {
            id: line
            required property var modelData
            required property int index
            readonly property bool passed: index < steps.current
            readonly property bool now: index === steps.current
            visible: !Theme.compact || now
            spacing: Theme.gap16
            Layout.fillWidth: true
            Rectangle {
                implicitWidth: Theme.check
                implicitHeight: Theme.check
                radius: height / 2
                color: line.passed ? Theme.success : line.now ? Theme.primary : "transparent"
                border.width: line.passed || line.now ? 0 : Theme.strong
                border.color: Theme.border
                Layout.alignment: Qt.AlignTop
                AppIcon {
                    anchors.centerIn: parent
                    name: line.passed ? "check" : ""
                    size: Theme.iconLine
                    tint: Theme.inkOnSuccess
                }
                AppLabel {
                    anchors.centerIn: parent
                    visible: !line.passed
                    text: line.index + 1
                    strong: true
                    color: line.now ? Theme.inkOnPrimary : Theme.textSecondary
                }
            }
            ColumnLayout {
                spacing: 0
                Layout.fillWidth: true
                AppLabel {
                    text: line.modelData.title
                    size: Theme.row
                    strong: line.now
                    quiet: !line.now
                    Layout.fillWidth: true
                }
                AppLabel {
                    text: line.modelData.text
                    visible: text !== ""
                    size: Theme.caption
                    quiet: true
                    wrapMode: Text.WrapAnywhere
                    Layout.fillWidth: true
                }
            }
        }
    }
    SegmentedChoice {
        objectName: "language"
        choices: [{ value: "zh", label: "中文" }, { value: "en", label: "English" }]
        value: steps.shell.language
        onPicked: value => steps.shell.setLanguage(value)
    }
}
