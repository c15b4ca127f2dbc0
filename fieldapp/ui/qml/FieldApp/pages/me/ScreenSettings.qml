pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// Language, colours, text size, movement: each shows at once.
ColumnLayout {
    id: settings

    required property MeViewModel vm
    required property ShellViewModel shell

    spacing: Theme.gap16

    component Setting: ColumnLayout {
        id: setting
        property string title
        default property alias choice: place.data
        spacing: Theme.gap8
        Layout.fillWidth: true
        AppLabel {
            text: setting.title
            medium: true
            quiet: true
            Layout.fillWidth: true
        }
        ColumnLayout {
            id: place
            Layout.fillWidth: true
        }
    }

    GridLayout {
        columns: Theme.compact || Theme.textScale > 1.2 ? 1 : 2
        columnSpacing: Theme.gap32
        rowSpacing: Theme.gap16
        Layout.fillWidth: true
        Setting {
            title: qsTr("Language")
            SegmentedChoice {
                objectName: "language"
                choices: [{ value: "zh", label: "中文" }, { value: "en", label: "English" }]
                value: settings.shell.language
                onPicked: value => settings.vm.setLanguage(value)
            }
        }
        Setting {
            title: qsTr("Text size")
            SegmentedChoice {
                objectName: "textScale"
                choices: ["100", "115", "130", "150"].map(percent => ({ value: percent, label: percent + " %" }))
                value: settings.vm.textScale
                onPicked: value => settings.vm.setTextScale(value)
            }
        }
    }
    Setting {
        title: qsTr("Colours")
        GridLayout {
            columns: settings.width / Theme.textScale < Theme.evidencePane ? 2 : 4
            uniformCellWidths: true
            columnSpacing: Theme.gap12
            rowSpacing: Theme.gap12
            Layout.fillWidth: true
            Repeater {
                model: [
                    { value: "light", label: qsTr("Light") }, { value: "dark", label: qsTr("Dark") },
                    { value: "sunlight", label: qsTr("Sunlight") }, { value: "system", label: qsTr("As the tablet") }]
                OptionCard {
                    required property var modelData
                    objectName: "theme-" + modelData.value
                    text: modelData.label
                    checked: settings.vm.theme === modelData.value
                    Layout.fillWidth: true
                    onClicked: settings.vm.setTheme(modelData.value)
                }
            }
        }
    }
    CheckCard {
        objectName: "reduceMotion"
        text: qsTr("Less movement")
        hint: qsTr("Pages and bars change at once, nothing slides")
        checked: settings.shell.reduceMotion
        Layout.fillWidth: true
        onClicked: settings.vm.setReduceMotion(!settings.shell.reduceMotion)
    }
}
