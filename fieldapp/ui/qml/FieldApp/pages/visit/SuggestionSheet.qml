pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// A sales lead or an idea for the product: one tap, and only with the customer's consent (SITE-13).
ContactSheet {
    id: sheet

    required property SiteViewModel site
    property string kind: "sales_lead"

    title: qsTr("Pass on to the company")
    subtitle: site.facts.suggestedText
    actionName: "confirmSuggestion"
    ready: words.text.trim() !== "" && consent.checked
    actionText: words.text.trim() === "" ? qsTr("Choose what they said") : !consent.checked ? qsTr("Ask for consent")
        : qsTr("Pass it on")
    onOpenChanged: {
        words.text = "";
        consent.checked = false;
        kind = "sales_lead";
    }
    onDone: {
        site.suggest(kind, words.text);
        open = false;
    }

    ChoiceChips {
        Layout.fillWidth: true
        title: qsTr("About")
        choices: [{ value: "sales_lead", label: qsTr("A purchase") }, { value: "product", label: qsTr("The product") }]
        value: sheet.kind
        onPicked: value => {
            sheet.kind = value;
            words.text = "";
        }
    }
    PhraseEntry {
        id: words
        objectName: "said"
        Layout.fillWidth: true
        title: qsTr("What the customer said")
        phrases: sheet.site.suggestions(sheet.kind)
    }
    CheckCard {
        id: consent
        objectName: "consent"
        Layout.fillWidth: true
        text: qsTr("The customer agrees that it is passed on")
        onClicked: checked = !checked
    }
}
