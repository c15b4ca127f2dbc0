pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// What is planned: the judgement, plan A and B, the spares with where they are, special tools, then the questions.
ColumnLayout {
    id: plan

    required property VisitViewModel vm
    required property Flickable scroller
    readonly property AnalysisViewModel analysis: vm.prepare.analysis
    // The question whose answer the diagnosis is held against: asked first, in one line.
    readonly property string judged: "expected_cause"

    // What decides how the visit goes: once answered, one card says it when the page is opened again. While they are being
    // answered they stay, and so they do where the engineer was at one of them.
    readonly property list<string> visitQuestions: ["on_site", "take_away", "loaner"]
    property bool settled: false

    spacing: Theme.gap16

    GateNotices {
        Layout.fillWidth: true
        gates: plan.vm.gates
    }
    Repeater {
        model: plan.vm.form.questions
        Loader {
            id: asked
            objectName: active ? "question-" + name : ""
            required property string name
            required property string title
            required property string value
            required property list<var> choices
            required property bool readOnly
            Layout.fillWidth: true
            active: name === plan.judged
            enabled: !readOnly
            visible: active
            sourceComponent: CauseChoice {
                title: asked.title
                choices: asked.choices
                value: asked.value
                onPicked: value => plan.vm.form.answer(plan.judged, value)
            }
        }
    }
    SectionTitle {
        Layout.fillWidth: true
        text: qsTr("Plans")
        note: plan.analysis.twoPlans ? qsTr("Tap a card to try it first") : ""
    }
    AppLabel {
        visible: cards.count === 0
        text: Theme.compact ? qsTr("Pick an entry of the fault library above.") : qsTr("Pick an entry of the fault library at the left.")
        quiet: true
        Layout.fillWidth: true
    }
    GridLayout {
        Layout.fillWidth: true
        visible: cards.count > 0
        columns: width >= 560 * Theme.textScale ? 2 : 1
        columnSpacing: Theme.gap12
        rowSpacing: Theme.gap12
        uniformCellWidths: true
        Repeater {
            id: cards
            model: plan.analysis.plans
            OptionCard {
                required property string label
                required property string title
                required property string cause
                required property string takes
                required property bool first
                objectName: "plan-" + label
                Layout.fillWidth: true
                Layout.fillHeight: true
                radio: true
                text: title
                hint: [cause, takes].filter(one => one !== "").join("·")
                checked: first
                onClicked: if (!first) plan.analysis.tryFirst(label)
            }
        }
    }
    SpareLines {
        Layout.fillWidth: true
        analysis: plan.analysis
    }
    ToolLines {
        visible: cards.count > 0
        Layout.fillWidth: true
        analysis: plan.analysis
    }
    SectionTitle {
        Layout.fillWidth: true
        text: qsTr("My judgement")
    }
    JudgementCard {
        objectName: "judgementCard"
        visible: plan.settled
        Layout.fillWidth: true
        analysis: plan.analysis
        onChangeAsked: plan.settled = false
    }
    QuestionColumn {
        id: questions
        Layout.fillWidth: true
        form: plan.vm.form
        questions: plan.vm.form.questions
        scroller: plan.scroller
        leftOut: plan.settled ? [plan.judged, ...plan.visitQuestions] : [plan.judged]
        remarkedQuestion: "experience"
        remark: plan.analysis.experienceText
        remarkTone: Tag.Info
    }
    // What was filled in from the records is no place where the engineer was.
    Component.onCompleted: {
        settled = analysis.judgementText !== "" && !visitQuestions.includes(vm.form.field);
        if (vm.form.field !== "experience")
            Qt.callLater(questions.showField);
    }
}
