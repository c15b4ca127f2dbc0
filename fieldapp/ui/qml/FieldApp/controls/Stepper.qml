pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import FieldApp

// The process as nodes on a line: done ✓, current, open, locked, skipped. In portrait only the current phase is shown in
// single steps, other phases as one node with a count ("现场 5 步").
Item {
    id: stepper

    // Each node: { step, title, number, look: "done|current|open|locked|skipped" }; a node may stand for a whole phase.
    property list<var> nodes
    signal picked(string step)

    implicitHeight: Theme.stepper + Math.round((captionSize - 14) * 2)
    readonly property real captionSize: Math.min(Theme.caption, Theme.captionNarrow)

    readonly property real cell: width / Math.max(1, nodes.length)
    readonly property real dot: Theme.radio

    Repeater {
        model: Math.max(0, stepper.nodes.length - 1)
        Rectangle {
            required property int index
            readonly property bool passed: ["done", "skipped"].includes(stepper.nodes[index].look)
                && ["done", "skipped", "current"].includes(stepper.nodes[index + 1].look)
            x: stepper.cell * (index + 0.5) + stepper.dot / 2
            y: Theme.gap4 + stepper.dot / 2 - height / 2
            width: stepper.cell - stepper.dot
            height: Theme.strong
            color: passed ? Theme.success : Theme.line
        }
    }
    Repeater {
        model: stepper.nodes.length
        T.AbstractButton {
            id: node
            required property int index
            readonly property var entry: stepper.nodes[index]
            readonly property string look: entry.look
            x: stepper.cell * index
            width: stepper.cell
            height: stepper.height
            focusPolicy: Qt.TabFocus
            text: entry.title
            onClicked: stepper.picked(entry.step)
            Keys.onReturnPressed: click()
            Keys.onEnterPressed: click()
            Accessible.role: Accessible.Button
            Accessible.name: entry.title + ", " + spoken
            Accessible.onPressAction: click()
            readonly property string spoken: look === "done" ? qsTr("done") : look === "current" ? qsTr("current")
                : look === "skipped" ? qsTr("skipped") : look === "locked" ? qsTr("locked") : qsTr("open")

            background: Item { FocusRing { shown: node.visualFocus } }
            contentItem: Item {
                Rectangle {
                    id: circle
                    anchors.horizontalCenter: parent.horizontalCenter
                    y: Theme.gap4
                    width: stepper.dot
                    height: stepper.dot
                    radius: width / 2
                    color: node.look === "current" ? Theme.primary
                        : node.look === "done" || node.look === "skipped" ? Theme.successSoft : Theme.surface
                    border.width: node.look === "current" || (node.look === "done" && !Theme.sunlight) || (node.look === "skipped" && !Theme.sunlight) ? 0 : Theme.strong
                    border.color: !Theme.sunlight ? Theme.line
                        : node.look === "done" || node.look === "skipped" ? Theme.success : Theme.text
                    AppIcon {
                        anchors.centerIn: parent
                        size: Theme.iconTag
                        name: node.look === "done" ? "check" : node.look === "skipped" ? "remove" : node.look === "locked" ? "lock" : ""
                        tint: node.look === "locked" ? Theme.textDisabled : Theme.success
                    }
                    AppLabel {
                        anchors.centerIn: parent
                        visible: node.look === "current" || node.look === "open"
                        text: node.entry.number
                        size: stepper.captionSize
                        strong: true
                        color: node.look === "current" ? Theme.inkOnPrimary : Theme.textSecondary
                    }
                }
                AppLabel {
                    anchors.top: circle.bottom
                    anchors.topMargin: Theme.gap8
                    anchors.horizontalCenter: parent.horizontalCenter
                    width: parent.width
                    horizontalAlignment: Text.AlignHCenter
                    text: node.entry.title
                    size: stepper.captionSize
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Theme.captionLeast
                    strong: node.look === "current"
                    color: node.look === "current" ? Theme.primary : node.look === "locked" ? Theme.textDisabled : Theme.textSecondary
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                }
            }
        }
    }
}
