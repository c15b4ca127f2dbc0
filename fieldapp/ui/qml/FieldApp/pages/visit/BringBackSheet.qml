import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// The machine is back with its customer: the loaner's label read again, or a word where it is (SITE-10, ANA-5).
ContactSheet {
    id: sheet

    required property SiteViewModel site
    readonly property bool loanerOwed: site.loanerLeft !== "" && site.loaner === "" && remark.text.trim() === ""

    title: qsTr("Machine brought back")
    subtitle: site.facts.takenDetail
    actionName: "confirmBringBack"
    ready: site.mayBringBack && !loanerOwed
    actionText: loanerOwed ? qsTr("Scan the loaner, or say where it is") : qsTr("It is back")
    onDone: {
        site.bringBack(remark.text);
        remark.text = "";
        open = false;
    }

    RowLayout {
        visible: sheet.site.loanerLeft !== ""
        Layout.fillWidth: true
        spacing: Theme.gap8
        TextEntry {
            objectName: "loanerBack"
            Layout.fillWidth: true
            name: qsTr("Serial number")
            placeholderText: sheet.site.loanerLeft
            text: sheet.site.loaner
            onEdited: value => sheet.site.keepLoaner(value)
        }
        SecondaryButton {
            objectName: "scanLoanerBack"
            visible: sheet.site.mayScan
            iconName: "barcode_scanner"
            text: qsTr("Scan")
            onClicked: {
                sheet.open = false;
                sheet.site.scanLoanerBack();
            }
        }
    }
    PhraseEntry {
        id: remark
        objectName: "backRemark"
        Layout.fillWidth: true
        title: qsTr("Remark, if needed")
        phrases: sheet.site.loanerLeft === "" ? [] : sheet.site.loanerPlaces
    }
}
