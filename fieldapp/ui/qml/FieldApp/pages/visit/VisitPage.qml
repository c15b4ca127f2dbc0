pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Window
import FieldApp
import FieldApp.ViewModels

// A visit: header, stepper, the step, the bottom bar with the one next action or the reason why it is blocked.
Rectangle {
    id: page

    required property VisitViewModel vm
    required property ShellViewModel shell
    required property Navigator navigator
    readonly property string layout: vm.facts.layout
    readonly property var steps: ({ accept: accept, analyse: analyse, kit: kit, call: call, depart: depart, work: work, aside: aside,
        report: report })

    color: Theme.surface

    VisitHeader {
        id: header
        visible: page.vm.loaded
        width: parent.width
        vm: page.vm
        shell: page.shell
        navigator: page.navigator
    }
    FormOfferBar {
        id: offer
        anchors.top: header.bottom
        width: parent.width
        move: page.vm.form.move
        onAsked: formMove.open = true
    }
    NewsBar {
        id: news
        anchors.top: offer.visible ? offer.bottom : header.bottom
        anchors.topMargin: Theme.gap8
        x: Theme.margin
        width: parent.width - 2 * Theme.margin
        navigator: page.navigator
        orderId: page.vm.orderId
    }
    SiteNotices {
        id: standing
        visible: page.vm.loaded
        anchors.top: news.visible ? news.bottom : offer.visible ? offer.bottom : header.bottom
        x: Theme.margin
        width: parent.width - 2 * Theme.margin
        site: page.vm.site
        onPassOnAsked: page.vm.contact.ask("pass_on")
        step: page.vm.current
        onPriceAsked: page.navigator.open("quote", page.vm.facts.orderId)
    }
    Loader {
        id: body
        objectName: "step"
        anchors.top: standing.bottom
        anchors.bottom: foot.top
        width: parent.width
        active: page.vm.loaded
        sourceComponent: page.layout === "report" && !page.vm.writesReport ? plain : page.steps[page.layout] ?? plain
    }
    UndoBar {
        objectName: "undoBar"
        anchors.bottom: foot.top
        anchors.bottomMargin: Theme.gap16
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(parent.width - 2 * Theme.margin, Theme.sheetWidth)
        text: page.vm.form.undo.text
        secondsLeft: page.vm.form.undo.seconds
        onUndo: page.vm.form.undo.undo()
    }
    BottomActionBar {
        id: foot
        visible: page.vm.loaded
        anchors.bottom: parent.bottom
        width: parent.width
        sideMargin: Theme.margin
        primaryText: page.vm.primaryText
        primaryIcon: page.layout === "depart" && !page.vm.blocked ? "directions_car" : ""
        primaryBlocked: page.vm.blocked || page.vm.busy
        onPrimary: page.vm.goOn()
        QuietButton {
            objectName: "missing"
            visible: missing.possible
            iconName: "assignment_late"
            text: qsTr("Missing items")
            onClicked: missing.open = true
        }
        QuietButton {
            objectName: "tickRest"
            visible: missing.possible && !Theme.compact
            text: qsTr("All others are there")
            onClicked: missing.tickRest()
        }
        QuietButton {
            objectName: "confirmAll"
            // Not at the work, nor in an inspection: what is done or looked at there is ticked one by one.
            visible: ["arrive", "test", "clean", "hand_over"].includes(page.vm.current) && page.vm.form.mayConfirmAll
            iconName: "check"
            text: page.vm.current === "test" ? qsTr("All passed") : qsTr("Confirm all")
            onClicked: page.vm.form.tickRest()
        }
        QuietButton {
            objectName: "showOpen"
            visible: page.vm.blocked && !page.vm.mayPassGate && !page.vm.mayGoBack
                && (page.layout !== "kit" || page.vm.form.allChecked)
            text: qsTr("Show what is open")
            onClicked: {
                if (page.layout === "kit")
                    missing.open = true;
                page.vm.goOn();
            }
        }
        QuietButton {
            objectName: "passGate"
            visible: page.vm.mayPassGate && !missing.possible
            text: qsTr("Pass with a reason")
            onClicked: pass.open = true
        }
        QuietButton {
            objectName: "goBack"
            visible: page.vm.mayGoBack
            text: qsTr("Back to: %1").arg(page.vm.stepBefore)
            onClicked: page.vm.goBack()
        }
        QuietButton {
            objectName: "previewReport"
            visible: page.layout === "report" && page.vm.writesReport
            iconName: "description"
            text: qsTr("Preview PDF")
            onClicked: page.vm.openReport()
        }
        QuietButton {
            objectName: "late"
            visible: !Theme.compact && page.vm.late.possible && (page.layout === "depart" || page.vm.departure.driving)
            iconName: "timer"
            text: qsTr("I will be late")
            onClicked: page.vm.contact.ask("late")
        }
        QuietButton {
            objectName: "more"
            iconName: "more_horiz"
            text: qsTr("More")
            onClicked: more.open = true
        }
    }
    Component { id: accept; AcceptStep { vm: page.vm } }
    Component { id: analyse; AnalyseStep { vm: page.vm } }
    Component { id: kit; KitStep { vm: page.vm } }
    Component { id: call; CallStep { vm: page.vm } }
    Component { id: depart; DepartStep { vm: page.vm } }
    Component { id: work; WorkStep { vm: page.vm } }
    Component { id: aside; AsideStep { vm: page.vm } }
    Component {
        id: report
        // By its file, so that a visit needs no report's types before it has a report.
        Loader {
            Component.onCompleted: setSource("ReportStep.qml", { vm: page.vm, report: page.navigator.viewModelOf("report") })
        }
    }
    Component { id: plain; PlainStep { vm: page.vm; navigator: page.navigator } }

    SiteSheets {
        vm: page.vm
        over: page.Window.contentItem
    }
    CallSheets {
        vm: page.vm
        over: page.Window.contentItem
    }
    MissingSheet {
        id: missing
        parent: page.Window.contentItem
        objectName: "missingSheet"
        vm: page.vm
        possible: page.layout === "kit" && !(page.vm.form.allChecked && page.vm.bag.needsComplete)
    }
    ReasonSheet {
        id: pass
        parent: page.Window.contentItem
        objectName: "passSheet"
        title: qsTr("Pass with a reason")
        subtitle: page.vm.primaryText
        actionText: qsTr("Pass")
        reasons: page.vm.facts.reasons
        onGiven: reason => page.vm.passGate(reason)
    }
    ReasonSheet {
        id: skip
        parent: page.Window.contentItem
        objectName: "skipSheet"
        title: qsTr("Leave this step out")
        subtitle: page.vm.facts.stepTitle
        actionText: qsTr("Leave out")
        reasons: page.vm.facts.reasons
        onGiven: reason => page.vm.skip(reason)
    }
    FormMoveSheet {
        id: formMove
        parent: page.Window.contentItem
        objectName: "formMoveSheet"
        move: page.vm.form.move
    }
    MessageSheet {
        parent: page.Window.contentItem
        objectName: "messageSheet"
        message: page.vm.message
    }
    MoreSheet {
        id: more
        parent: page.Window.contentItem
        objectName: "moreSheet"
        vm: page.vm
        onSkipAsked: skip.open = true
        onFormMoveAsked: formMove.open = true
        onNewOrderAsked: page.navigator.open("new_order", page.vm.facts.orderId)
    }
}
