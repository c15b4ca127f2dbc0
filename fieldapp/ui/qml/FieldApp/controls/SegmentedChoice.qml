pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import FieldApp

// Two to four short answers side by side; the chosen one is ticked. Pressing it again clears it where `clearable`.
Rectangle {
    id: segments

    // Each: { value, label }
    property list<var> choices
    property string value
    property bool clearable: false
    property bool readOnly: false
    property bool wrong: false
    // Room left and right of the words.
    property int inset: Theme.gap24
    // What is chosen here, for a screen reader; "" where a question around says so.
    property string question
    signal picked(string value)

    Accessible.role: question !== "" ? Accessible.Grouping : Accessible.NoRole
    Accessible.name: question
    implicitHeight: Math.max(Theme.control, row.implicitHeight)
    implicitWidth: row.implicitWidth + 2
    radius: Theme.radiusControl
    color: Theme.surface
    border.width: wrong ? Theme.strong : Theme.sunlight ? Theme.strong : 1
    border.color: wrong ? Theme.danger : Theme.border

    // As wide as all of it while nothing is chosen.
    readonly property int leastWidth: implicitWidth - (value !== "" ? Theme.iconLine : 0)

    Row {
        id: row
        x: 1
        height: segments.height
        Repeater {
            model: segments.choices
            T.AbstractButton {
                id: segment
                required property var modelData
                required property int index
                readonly property bool chosen: segments.value === modelData.value
                objectName: "choice_" + modelData.value
                text: modelData.label
                height: segments.height
                implicitHeight: content.implicitHeight + 2 * Theme.gap16
                implicitWidth: Math.max(Theme.target, content.implicitWidth + 2 * segments.inset - (chosen ? Theme.gap8 : 0))
                enabled: !segments.readOnly
                focusPolicy: Qt.StrongFocus
                Accessible.role: Accessible.RadioButton
                Accessible.name: text
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
                onClicked: segments.picked(chosen && segments.clearable ? "" : modelData.value)
                background: Item {
                    Rectangle {
                        anchors.fill: parent
                        anchors.topMargin: segments.border.width
                        anchors.bottomMargin: segments.border.width
                        anchors.leftMargin: segment.index === 0 ? segments.border.width - 1 : 0
                        anchors.rightMargin: segment.index === segments.choices.length - 1 ? segments.border.width - 1 : 0
                        topLeftRadius: segment.index === 0 ? Theme.radiusControl - 1 : 0
                        bottomLeftRadius: topLeftRadius
                        topRightRadius: segment.index === segments.choices.length - 1 ? Theme.radiusControl - 1 : 0
                        bottomRightRadius: topRightRadius
                        color: segment.chosen ? Theme.primarySoft : segment.down ? Theme.pressed : "transparent"
                    }
                    Rectangle {
                        visible: segment.index > 0
                        width: Theme.hairline
                        y: segments.border.width
                        height: parent.height - 2 * segments.border.width
                        color: Theme.line
                    }
                    FocusRing { shown: segment.visualFocus }
                }
                contentItem: Item {
                    implicitWidth: content.implicitWidth
                    implicitHeight: content.implicitHeight
                    Row {
                        id: content
                        anchors.centerIn: parent
                        spacing: Theme.gap8
                        AppIcon {
                            name: segment.chosen ? "check" : ""
                            size: Theme.iconLine
                            tint: Theme.inkOnPrimarySoft
                            anchors.verticalCenter: parent.verticalCenter
                        }
                        AppLabel {
                            text: segment.text
                            strong: true
                            color: segment.chosen ? Theme.inkOnPrimarySoft : Theme.text
                            wrapMode: Text.NoWrap
                        }
                    }
                }
            }
        }
    }
}
