pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import FieldApp

// Six dots and twelve keys of 96 × 80; also takes digits and Backspace of a keyboard.
FocusScope {
    id: pad

    property int digits: 6
    property string entered
    property bool busy: false
    property bool wrong: false
    signal complete(string pin)

    function press(key: string): void {
        if (busy)
            return;
        if (key === "back")
            entered = entered.slice(0, -1);
        else if (entered.length === digits)
            entered = key; // what was there was tried already
        else
            entered += key;
        if (entered.length === digits)
            complete(entered);
    }

    implicitWidth: grid.implicitWidth
    implicitHeight: column.implicitHeight
    focus: true
    Keys.onPressed: (event) => {
        if (event.key >= Qt.Key_0 && event.key <= Qt.Key_9) {
            press(String(event.key - Qt.Key_0));
            event.accepted = true;
        } else if (event.key === Qt.Key_Backspace) {
            press("back");
            event.accepted = true;
        }
    }

    Column {
        id: column
        spacing: Theme.gap24
        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Theme.gap16 + Theme.gap4
            Accessible.role: Accessible.StaticText
            Accessible.name: qsTr("%1 of %2 digits").arg(pad.entered.length).arg(pad.digits)
            Repeater {
                model: pad.digits
                Rectangle {
                    required property int index
                    readonly property bool filled: index < pad.entered.length
                    width: Theme.gap16 + Theme.strong
                    height: width
                    radius: width / 2
                    color: filled ? (pad.wrong ? Theme.danger : Theme.primary) : "transparent"
                    border.width: filled ? 0 : Theme.strong
                    border.color: pad.wrong ? Theme.danger : Theme.border
                }
            }
        }
        Grid {
            id: grid
            columns: 3
            spacing: Theme.gap16
            Repeater {
                model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "back"]
                T.AbstractButton {
                    id: key
                    required property string modelData
                    width: Theme.keyWidth
                    height: Theme.keyHeight
                    enabled: modelData !== "" && !pad.busy
                    opacity: modelData === "" ? 0 : 1
                    focusPolicy: Qt.TabFocus
                    text: modelData === "back" ? qsTr("Delete") : modelData
                    objectName: "key" + modelData
                    Accessible.role: Accessible.Button
                    Accessible.name: text
                    Accessible.ignored: modelData === ""
                    Accessible.onPressAction: click()
                    onClicked: pad.press(modelData)
                    background: Rectangle {
                        radius: Theme.radiusControl
                        color: key.down ? Theme.pressed : key.modelData === "back" ? "transparent" : Theme.surface
                        border.width: key.modelData === "back" ? 0 : Theme.hairline
                        border.color: Theme.line
                        FocusRing { shown: key.visualFocus }
                    }
                    contentItem: Item {
                        AppLabel {
                            anchors.centerIn: parent
                            visible: key.modelData !== "back"
                            text: key.modelData
                            size: Theme.figure
                            medium: true
                        }
                        AppIcon {
                            anchors.centerIn: parent
                            name: key.modelData === "back" ? "backspace" : ""
                            size: Theme.iconRail
                            tint: Theme.textSecondary
                        }
                    }
                }
            }
        }
    }
}
