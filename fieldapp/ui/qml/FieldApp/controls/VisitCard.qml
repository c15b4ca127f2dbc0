import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import FieldApp

// One visit on the timeline; done it needs no card.
T.AbstractButton {
    id: card

    property string customer
    property string machine
    property string clockWords
    property bool clockOverdue: false
    property bool clockWarning: false
    property string progressWords
    // What it waits for before anything else: a call, the customer, the centre.
    property string waitsWords
    // What of it the centre does not have yet.
    property string filesWords
    property int level: 1
    property bool selected: false
    property bool done: false
    // Over, but nobody went there.
    property bool cancelled: false
    property string doneWords
    // Too narrow for name and badge side by side.
    readonly property bool narrow: width < Theme.cardNarrow * Theme.textScale

    implicitHeight: column.implicitHeight + 2 * Theme.gap12
    focusPolicy: Qt.StrongFocus
    text: customer
    Accessible.role: Accessible.ListItem
    Accessible.name: [customer, machine, waitsWords, clockWords, filesWords].filter(part => part !== "").join(", ")
    Accessible.onPressAction: click()
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    background: Rectangle {
        radius: Theme.radiusControl
        color: card.done ? "transparent" : card.down ? Theme.pressed : Theme.surface
        border.width: card.selected ? Theme.strong : Theme.sunlight && !card.done ? Theme.hairline : 0
        border.color: card.selected ? Theme.primary : Theme.line
        FocusRing { shown: card.visualFocus }
    }
    contentItem: Item {
        implicitHeight: column.implicitHeight
        ColumnLayout {
            id: column
            x: Theme.gap16
            width: parent.width - 2 * Theme.gap16
            anchors.verticalCenter: parent.verticalCenter
            spacing: 0
            GridLayout {
                columns: card.narrow ? 1 : 2
                rowSpacing: 0
                Layout.fillWidth: true
                AppLabel {
                    text: card.customer
                    size: Theme.row
                    strong: !card.done
                    medium: card.done
                    quiet: card.done
                    Layout.fillWidth: true
                }
                SeverityBadge {
                    visible: !card.done
                    level: card.level
                }
                Tag {
                    visible: card.done
                    text: card.doneWords
                    iconName: card.cancelled ? "block" : "check"
                    tone: card.cancelled ? Tag.Neutral : Tag.Success
                }
            }
            AppLabel {
                text: card.machine
                quiet: true
                wrapMode: card.narrow ? Text.Wrap : Text.NoWrap
                elide: card.narrow ? Text.ElideNone : Text.ElideRight
                Layout.fillWidth: true
            }
            RowLayout {
                visible: card.waitsWords !== ""
                spacing: Theme.gap8
                AppIcon {
                    name: "call"
                    size: Theme.iconLine
                    tint: Theme.primary
                }
                AppLabel {
                    objectName: "waits"
                    text: card.waitsWords
                    size: Theme.caption
                    medium: true
                    color: Theme.primary
                    Layout.fillWidth: true
                }
            }
            GridLayout {
                visible: !card.done && card.clockWords !== ""
                columns: card.narrow ? 2 : 3
                columnSpacing: Theme.gap8
                rowSpacing: 0
                AppIcon {
                    name: "timer"
                    size: Theme.iconLine
                    tint: clockLabel.color
                }
                AppLabel {
                    id: clockLabel
                    text: card.clockWords
                    size: Theme.caption
                    medium: true
                    color: card.clockOverdue ? Theme.danger : card.clockWarning ? Theme.warning : Theme.textSecondary
                    Layout.fillWidth: true
                }
                AppLabel {
                    visible: text !== ""
                    Layout.column: card.narrow ? 1 : 2
                    Layout.row: card.narrow ? 1 : 0
                    text: card.progressWords
                    size: Theme.caption
                    quiet: true
                    wrapMode: Text.NoWrap
                }
            }
            RowLayout {
                visible: card.filesWords !== ""
                spacing: Theme.gap8
                AppIcon {
                    name: "cloud_upload"
                    size: Theme.iconLine
                    tint: Theme.textSecondary
                }
                AppLabel {
                    objectName: "files"
                    text: card.filesWords
                    size: Theme.caption
                    quiet: true
                    Layout.fillWidth: true
                }
            }
        }
    }
}
