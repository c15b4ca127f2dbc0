pragma ComponentBehavior: Bound
import QtQuick
import FieldApp

// Time column 80, axis 24, then what stands there: a visit's card, a way, a conflict.
Item {
    id: line

    enum Node { None, Open, Next, Done }

    property string time
    // What stood there before, struck through.
    property string before
    property string detail
    property int node: TimelineRow.None
    property bool dashed: false
    property bool conflict: false
    property bool first: false
    property bool last: false
    default property alias content: place.data

    implicitHeight: place.childrenRect.height + (dashed ? 0 : 0)
    implicitWidth: Theme.listPane

    readonly property int axisX: Theme.timeColumn * Theme.textScale + Theme.axis / 2
    readonly property int nodeY: Theme.gap24 + Theme.gap4

    Column {
        width: Theme.timeColumn * Theme.textScale - Theme.gap12
        y: line.dashed ? (line.height - height) / 2 : Theme.gap12
        AppLabel {
            width: parent.width
            horizontalAlignment: Text.AlignRight
            text: line.time
            size: line.dashed ? Theme.caption : Theme.title
            strong: !line.dashed
            quiet: line.dashed || line.node === TimelineRow.Done
            wrapMode: Text.NoWrap
        }
        AppLabel {
            width: parent.width
            horizontalAlignment: Text.AlignRight
            text: line.before
            visible: text !== ""
            size: Theme.caption
            quiet: true
            font.strikeout: true
            wrapMode: Text.NoWrap
            Accessible.name: qsTr("Before: %1").arg(line.before)
        }
        AppLabel {
            width: parent.width
            horizontalAlignment: Text.AlignRight
            text: line.detail
            visible: text !== ""
            size: Theme.caption
            quiet: true
            wrapMode: Text.NoWrap
        }
    }
    Column {
        visible: line.dashed
        x: line.axisX - Theme.strong / 2
        spacing: Theme.gap4
        Repeater {
            model: Math.ceil(line.height / (2 * Theme.gap4 + Theme.strong))
            Rectangle {
                width: Theme.strong
                height: Theme.gap4 + Theme.strong
                color: line.conflict ? Theme.warning : Theme.border
            }
        }
    }
    Rectangle {
        visible: !line.dashed
        x: line.axisX - width / 2
        y: line.first ? line.nodeY : 0
        width: Theme.strong
        height: line.last ? line.nodeY : line.height - y
        color: Theme.line
    }
    Rectangle {
        visible: line.node !== TimelineRow.None
        x: line.axisX - width / 2
        y: line.nodeY - height / 2
        width: line.node === TimelineRow.Done ? Theme.axis : Theme.gap16 + Theme.strong
        height: width
        radius: width / 2
        color: line.node === TimelineRow.Done ? Theme.successSoft : line.node === TimelineRow.Next ? Theme.primary : Theme.background
        border.width: line.node === TimelineRow.Open ? Theme.focusWidth : 0
        border.color: Theme.border
        AppIcon {
            anchors.centerIn: parent
            size: Theme.iconTag
            name: line.node === TimelineRow.Done ? "check" : ""
            tint: Theme.success
        }
    }
    Item {
        id: place
        x: line.axisX + Theme.axis / 2 + Theme.gap8
        width: line.width - x
        height: line.height
    }
}
