pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// What goes back into the bag (SITE-7), or what the customer is told at the end (SITE-8): both from the record.
ColumnLayout {
    id: record

    required property VisitViewModel vm
    property bool counting: false
    readonly property SiteFacts facts: vm.site.facts

    spacing: Theme.gap12

    SectionTitle {
        Layout.fillWidth: true
        text: record.counting ? qsTr("Back into the bag") : qsTr("To explain")
        note: record.counting ? record.facts.bagCount : ""
    }
    Flow {
        visible: record.counting
        Layout.fillWidth: true
        spacing: Theme.gap8
        Repeater {
            model: record.counting ? record.facts.bag : []
            Tag {
                required property string modelData
                text: modelData
                tone: Tag.Neutral
            }
        }
    }
    FactRow {
        objectName: "explainCause"
        visible: !record.counting && text !== ""
        Layout.fillWidth: true
        label: qsTr("Cause")
        text: record.facts.cause
    }
    SectionTitle {
        visible: parts.count > 0
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap8
        text: record.counting ? qsTr("Parts used, old parts back") : qsTr("Parts replaced")
        note: record.counting ? record.vm.facts.owedText : ""
    }
    Repeater {
        id: parts
        model: record.vm.bag.parts
        FactRow {
            required property string side
            required property string sideWord
            required property string title
            required property string proofWord
            required detail
            Layout.fillWidth: true
            label: sideWord
            text: title
        }
    }
    AppLabel {
        visible: !record.counting
        text: record.facts.priceText
        quiet: true
        Layout.fillWidth: true
    }
    AppLabel {
        visible: !record.counting && text !== ""
        text: record.facts.suggestedText
        quiet: true
        Layout.fillWidth: true
    }
    QuietButton {
        objectName: "suggest"
        visible: !record.counting && record.vm.site.there
        iconName: "star"
        text: qsTr("Pass on to the company")
        onClicked: record.vm.site.askSuggest()
    }
}
