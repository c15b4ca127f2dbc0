pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import FieldApp

// Digits for gloves: keys of 96 × 80 that type into a field, which keeps the focus and its limits in sight.
GridLayout {
    id: pad

    // Only whole numbers are asked for: no decimal point.
    property bool whole: false
    signal typed(string digit)
    signal erased
    signal negated
    signal done

    readonly property list<var> keys: [
        { key: "1" }, { key: "2" }, { key: "3" }, { key: "erase", icon: "backspace", name: qsTr("Delete") },
        { key: "4" }, { key: "5" }, { key: "6" }, { key: "−", name: qsTr("Minus") },
        { key: "7" }, { key: "8" }, { key: "9" }, { key: ".", name: qsTr("Decimal point") },
        { key: "0", wide: true }, { key: "done", icon: "check", name: qsTr("Done") }]

    function press(key: string): void {
        if (key === "erase")
            erased();
        else if (key === "−")
            negated();
        else if (key === "done")
            done();
        else
            typed(key);
    }

    columns: 4
    columnSpacing: Theme.gap8
    rowSpacing: Theme.gap8

    Repeater {
        model: pad.keys
        T.AbstractButton {
            id: key
            required property var modelData
            readonly property bool finish: modelData.key === "done"
            Layout.columnSpan: modelData.wide ? 3 : 1
            Layout.fillWidth: true
            implicitWidth: Theme.keyWidth
            implicitHeight: Theme.keyHeight
            focusPolicy: Qt.NoFocus
            enabled: !(pad.whole && modelData.key === ".")
            objectName: "key_" + modelData.key
            text: modelData.name ?? modelData.key
            Accessible.role: Accessible.Button
            Accessible.name: text
            Accessible.onPressAction: click()
            onClicked: pad.press(modelData.key)
            background: Rectangle {
                radius: Theme.radiusControl
                color: key.down ? Theme.pressed : key.finish ? Theme.primarySoft : Theme.surface
                border.width: Theme.hairline
                border.color: key.finish ? Theme.primary : Theme.line
            }
            contentItem: Item {
                AppLabel {
                    anchors.centerIn: parent
                    visible: !key.modelData.icon
                    text: key.modelData.key
                    size: Theme.figure
                    medium: true
                    color: key.enabled ? Theme.text : Theme.textDisabled
                }
                AppIcon {
                    anchors.centerIn: parent
                    name: key.modelData.icon ?? ""
                    size: Theme.iconRail
                    tint: key.finish ? Theme.inkOnPrimarySoft : Theme.textSecondary
                }
            }
        }
    }
}
