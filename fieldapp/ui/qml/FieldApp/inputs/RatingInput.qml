pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import FieldApp

// Stars (`rating`): all up to the pressed one; pressed again they are taken back.
InputFrame {
    id: input

    readonly property int least: Number(settings.start ?? 1)
    readonly property int most: Number(settings.end ?? 5)
    readonly property int given: value === "" ? least - 1 : Number(value)

    entry: stars

    Flow {
        id: stars
        spacing: 0
        Layout.fillWidth: true
        Layout.leftMargin: -Theme.gap8
        Repeater {
            model: Math.max(0, input.most - input.least + 1)
            T.AbstractButton {
                id: star
                required property int index
                readonly property int worth: input.least + index
                readonly property bool filled: worth <= input.given
                objectName: "star_" + worth
                text: qsTr("%1 of %2").arg(worth).arg(input.most)
                implicitWidth: Theme.target
                implicitHeight: Theme.target
                enabled: !input.readOnly
                focusPolicy: Qt.StrongFocus
                Accessible.role: Accessible.RadioButton
                Accessible.name: input.spoken(text)
                Accessible.checkable: true
                Accessible.checked: worth === input.given
                // Said once more: a button that completes tells its own state, and these are chosen by their answer.
                Component.onCompleted: {
                    Accessible.checkable = true;
                    Accessible.checked = Qt.binding(() => worth === input.given);
                }
                Accessible.onPressAction: click()
                Keys.onReturnPressed: click()
                Keys.onEnterPressed: click()
                onClicked: input.edited(worth === input.given && !input.required ? "" : String(worth))
                background: Rectangle {
                    anchors.fill: parent
                    anchors.margins: Theme.gap4
                    radius: Theme.radiusControl
                    color: star.down ? Theme.pressed : "transparent"
                    FocusRing { shown: star.visualFocus; anchors.margins: 0 }
                }
                contentItem: Item {
                    AppIcon {
                        anchors.centerIn: parent
                        size: Theme.gap40
                        name: star.filled ? "star-fill" : "star"
                        tint: star.filled ? Theme.primary : Theme.textSecondary
                    }
                }
            }
        }
    }
}
