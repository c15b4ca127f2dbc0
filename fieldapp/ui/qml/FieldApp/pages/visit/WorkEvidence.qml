import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// What the work is held against: the analysis, and what there is to remark.
ColumnLayout {
    id: evidence

    required property VisitViewModel vm
    property Flickable scroller: null

    function showField() { questions.showField() }

    spacing: Theme.gap16

    ColumnLayout {
        visible: evidence.vm.facts.comparedText !== ""
        Layout.fillWidth: true
        spacing: Theme.gap4
        AppLabel {
            text: qsTr("Against the analysis")
            size: Theme.caption
            medium: true
            quiet: true
        }
        RowLayout {
            spacing: Theme.gap8
            AppIcon {
                name: evidence.vm.facts.comparedSame ? "check_circle-fill" : "warning"
                size: Theme.iconLine
                tint: evidence.vm.facts.comparedSame ? Theme.success : Theme.warning
                Layout.alignment: Qt.AlignTop
            }
            AppLabel {
                objectName: "comparison"
                text: evidence.vm.facts.comparedShort
                color: evidence.vm.facts.comparedSame ? Theme.text : Theme.warning
                Layout.fillWidth: true
            }
        }
    }
    ColumnLayout {
        visible: evidence.vm.facts.analysed !== "" && evidence.vm.facts.comparedText === ""
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
        id: questions
        Layout.fillWidth: true
        form: evidence.vm.form
        questions: evidence.vm.form.rest
        leastColumn: 140
        photosBeside: true
        scroller: evidence.scroller
    }
}
