import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// Who pays, other than the machine's record says: who, on what ground, and one line that the report shows (CON-4).
ContactSheet {
    id: sheet

    required property CoverageViewModel coverage
    property bool covered
    property string ground

    title: qsTr("Who pays")
    subtitle: coverage.settledText === "" ? coverage.nowText : coverage.settledText
    actionName: "confirmCoverage"
    ready: coverage.possible && ground !== "" && why.text.trim() !== ""
    actionText: ground === "" ? qsTr("Choose the ground") : why.text.trim() === "" ? qsTr("Say why")
        : covered ? qsTr("Covered") : qsTr("The customer pays")
    onOpenChanged: {
        covered = !coverage.covered;
        ground = "";
        why.text = "";
    }
    onDone: {
        coverage.settle(covered, ground, why.text);
        open = false;
    }

    ChoiceChips {
        Layout.fillWidth: true
        title: qsTr("Decision")
        choices: [{ value: "covered", label: qsTr("Covered") }, { value: "charged", label: qsTr("The customer pays") }]
        value: sheet.covered ? "covered" : "charged"
        onPicked: value => {
            sheet.covered = value === "covered";
            sheet.ground = "";
            why.text = "";
        }
    }
    ChoiceChips {
        Layout.fillWidth: true
        title: qsTr("Ground")
        choices: sheet.coverage.grounds(sheet.covered)
        value: sheet.ground
        onPicked: value => {
            sheet.ground = value;
            why.text = "";
        }
    }
    PhraseEntry {
        id: why
        objectName: "coverageWhy"
        Layout.fillWidth: true
        title: qsTr("Why; the report shows it")
        phrases: sheet.coverage.phrases(sheet.covered, sheet.ground)
    }
    QuietButton {
        objectName: "takeCoverageBack"
        visible: sheet.coverage.settledText !== ""
        iconName: "undo"
        text: qsTr("As the machine's warranty says")
        onClicked: {
            sheet.coverage.takeBack();
            sheet.open = false;
        }
    }
}
