import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// What the work is held against: the analysis, and what there is to remark.
ColumnLayout {
    id: evidence

    required property VisitViewModel vm
    spacing: Theme.gap16

    ColumnLayout {
        visible: evidence.vm.facts.analysed !== ""
        Layout.fillWidth: true
        spacing: Theme.gap4
        AppLabel {
            text: qsTr("The analysis said")
            size: Theme.caption
            medium: true
            quiet: true
        }
        AppLabel {
            text: evidence.vm.facts.analysed
            Layout.fillWidth: true
        }
    }
    QuestionColumn {
        Layout.fillWidth: true
        form: evidence.vm.form
        questions: evidence.vm.form.rest
        mostColumns: 1
    }
    Item { Layout.fillHeight: true }
}
