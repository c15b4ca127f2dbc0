pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// What the order adds to the bag: scanned is green, by hand is amber (KIT-3).
ColumnLayout {
    id: pane

    required property VisitViewModel vm
    spacing: 0

    SectionTitle {
        Layout.fillWidth: true
        Layout.minimumHeight: Theme.gap40 + Theme.gap4
        text: qsTr("For this order")
        count: pane.vm.bag.needsText
        note: qsTr("Tick by label")
    }
    Hairline { Layout.fillWidth: true }
    Repeater {
        model: pane.vm.bag.needs
        ColumnLayout {
            id: row
            required property string need
            required property string title
            required property string detail
            required property bool checked
            required property string proof
            required property string proofWord
            Layout.fillWidth: true
            spacing: 0
            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.gap12
                CheckCard {
                    objectName: "need-" + row.need
                    Layout.fillWidth: true
                    Layout.minimumHeight: Theme.rowTagged
                    framed: false
                    text: row.title
                    hint: row.detail
                    checked: row.checked
                    onClicked: pane.vm.bag.tick(row.need, !row.checked)
                }
                Tag {
                    text: row.proofWord
                    iconName: row.proof === "scanned" || row.proof === "packed" ? "check" : row.proof === "hand" ? "edit" : row.proof === "requested" ? "schedule" : row.proof === "to_pack" ? "inventory_2" : "barcode_scanner"
                    tone: row.proof === "scanned" || row.proof === "packed" ? Tag.Success : row.proof === "hand" || row.proof === "requested" ? Tag.Warning : Tag.Neutral
                }
            }
            Hairline { Layout.fillWidth: true }
        }
    }
    SecondaryButton {
        objectName: "scanSpares"
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap16
        visible: pane.vm.mayScan
        iconName: "barcode_scanner"
        text: qsTr("Scan spares")
        onClicked: pane.vm.scan()
    }
    SecondaryButton {
        objectName: "requestFromBag"
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap12
        visible: pane.vm.prepare.analysis.missing > 0
        iconName: "inventory_2"
        text: qsTr("Request what is missing")
        onClicked: pane.vm.prepare.analysis.requestMissing()
    }
    Item { Layout.fillHeight: true }
    NoticeBar {
        visible: !pane.vm.bag.needsComplete || !pane.vm.form.allChecked
        Layout.fillWidth: true
        tone: Tag.Neutral
        text: qsTr("Missing: borrow, pick up on the way, or request")
    }
}
