pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// What is known, all of it on the tablet: fault library, this machine's history, the same elsewhere, papers (ANA-1).
ColumnLayout {
    id: pane

    required property VisitViewModel vm
    readonly property AnalysisViewModel analysis: vm.prepare.analysis

    spacing: 0

    component Head: SectionTitle {
        Layout.fillWidth: true
        Layout.leftMargin: Theme.margin
        Layout.rightMargin: Theme.margin
        Layout.topMargin: Theme.gap16
        Layout.bottomMargin: Theme.gap8
    }
    component Past: FactRow {
        required property string day
        required property string summary
        required property string who
        Layout.fillWidth: true
        Layout.leftMargin: Theme.margin
        Layout.rightMargin: Theme.margin
        labelWidth: Theme.labelColumn + Theme.gap32
        label: day
        text: summary
        detail: who
    }

    Head {
        text: qsTr("Fault library")
        note: pane.analysis.libraryText
    }
    Hairline { Layout.fillWidth: true }
    Repeater {
        id: entries
        model: pane.analysis.entries
        EntryRow {
            Layout.fillWidth: true
            onClicked: pane.analysis.pick(key)
        }
    }
    EmptyState {
        visible: entries.count === 0
        Layout.fillWidth: true
        Layout.margins: Theme.margin
        iconName: "menu_book"
        title: qsTr("No known fault of this model")
        text: qsTr("Write the plan in your own words.")
    }
    QuietButton {
        objectName: "searchLibrary"
        visible: pane.vm.maySearch
        Layout.leftMargin: Theme.margin
        accent: true
        iconName: "search"
        text: qsTr("Search the whole library")
        onClicked: pane.vm.openPage("knowledge", pane.vm.facts.orderId)
    }
    Head {
        visible: history.count > 0
        text: qsTr("This asset")
        note: pane.analysis.historyText
    }
    Repeater {
        id: history
        model: pane.analysis.history
        Past {}
    }
    Head {
        visible: earlier.count > 0
        text: qsTr("Same model, same code")
    }
    Repeater {
        id: earlier
        model: pane.analysis.earlier
        Past {}
    }
    Head {
        visible: papers.count > 0
        text: qsTr("Drawings and manuals")
    }
    Repeater {
        id: papers
        model: pane.analysis.papers
        ListRow {
            required property string key
            required property string title
            required property bool present
            required detail
            objectName: "paper-" + key.slice(0, 8)
            Layout.fillWidth: true
            sideMargin: Theme.margin
            iconName: "description"
            iconTint: present ? Theme.primary : Theme.textSecondary
            pressable: present
            text: title
            onClicked: pane.vm.openPage("document", pane.analysis.model + "|" + key)
        }
    }
    QuietButton {
        objectName: "askLead"
        Layout.leftMargin: Theme.margin
        Layout.topMargin: Theme.gap8
        accent: true
        iconName: "chat"
        text: qsTr("Ask the technical lead")
        onClicked: pane.vm.message.ask("technical_lead", "stuck", [])
    }
}
