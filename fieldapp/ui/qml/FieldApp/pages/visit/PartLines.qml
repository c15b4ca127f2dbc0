pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// Parts in and out: new and old under each other (SITE-4).
ColumnLayout {
    id: parts

    required property VisitViewModel vm
    spacing: 0

    SectionTitle {
        Layout.fillWidth: true
        Layout.minimumHeight: Theme.gap40 + Theme.gap4
        text: qsTr("Replaced parts")
        note: parts.vm.facts.owedText
    }
    Repeater {
        id: lines
        model: parts.vm.bag.parts
        Item {
            id: line
            required property string useId
            required property string side
            required property string sideWord
            required property string title
            required property string detail
            required property string proof
            required property string proofWord
            objectName: "part-" + useId + "-" + side
            Layout.fillWidth: true
            implicitHeight: Math.max(Theme.target, row.implicitHeight + Theme.gap16)
            RowLayout {
                id: row
                anchors.fill: parent
                spacing: Theme.gap16
                Tag {
                    text: line.sideWord
                    tone: line.side === "new" ? Tag.Info : Tag.Neutral
                }
                ColumnLayout {
                    Layout.fillWidth: true
                    spacing: 0
                    AppLabel {
                        text: line.title
                        medium: true
                        font.strikeout: line.proof === "reversed"
                        Layout.fillWidth: true
                    }
                    AppLabel {
                        text: line.detail
                        size: Theme.caption
                        quiet: true
                        Layout.fillWidth: true
                    }
                }
                Tag {
                    text: line.proofWord
                    iconName: line.proof === "scanned" ? "check" : line.proof === "hand" ? "edit" : line.proof === "open" ? "barcode_scanner" : "undo"
                    tone: line.proof === "scanned" ? Tag.Success : line.proof === "hand" ? Tag.Warning : Tag.Neutral
                }
                IconButton {
                    objectName: "takeBack-" + line.useId
                    visible: line.side === "new" && line.proof !== "reversed"
                    tinted: false
                    iconName: "undo"
                    text: qsTr("Take %1 back").arg(line.title)
                    onClicked: parts.vm.bag.takeBack(line.useId)
                }
            }
            Hairline {
                anchors.bottom: parent.bottom
                width: parent.width
            }
        }
    }
    AppLabel {
        visible: lines.count === 0
        text: qsTr("Nothing replaced yet. Scan the new part, then the old one.")
        quiet: true
        Layout.fillWidth: true
    }
    SecondaryButton {
        objectName: "scanParts"
        visible: parts.vm.mayScan
        Layout.topMargin: Theme.gap16
        iconName: "barcode_scanner"
        text: qsTr("Scan part")
        onClicked: parts.vm.scan()
    }
}
