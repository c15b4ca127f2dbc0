import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// What one rarely needs on a visit.
SideSheet {
    id: sheet

    required property VisitViewModel vm
    signal skipAsked
    signal formMoveAsked
    signal newOrderAsked

    sheetWidth: Theme.evidencePane
    leastTop: height / 3
    onClosed: open = false

    Flickable {
        anchors.fill: parent
        contentHeight: column.implicitHeight + 2 * Theme.margin
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        ColumnLayout {
            id: column
            x: Theme.margin
            y: Theme.margin
            width: parent.width - 2 * Theme.margin
            spacing: 0
            SheetHeader {
                Layout.fillWidth: true
                title: qsTr("More")
                subtitle: sheet.vm.facts.stepTitle
                onClosed: sheet.closed()
            }
            ListRow {
                objectName: "moreOrder"
                Layout.fillWidth: true
                iconName: "assignment"
                text: qsTr("See order")
                detail: qsTr("History, fault library, hand back")
                onClicked: {
                    sheet.open = false;
                    sheet.vm.openOrder();
                }
            }
            ListRow {
                objectName: "moreMessage"
                Layout.fillWidth: true
                iconName: "chat"
                text: qsTr("Message to the office")
                detail: qsTr("A question, or stuck: the technical lead")
                onClicked: {
                    sheet.open = false;
                    sheet.vm.message.askForHelp();
                }
            }
            ListRow {
                objectName: "moreNewOrder"
                Layout.fillWidth: true
                iconName: "add"
                text: qsTr("Another order here")
                detail: qsTr("Same customer and machine; no network needed")
                onClicked: {
                    sheet.open = false;
                    sheet.newOrderAsked();
                }
            }
            ListRow {
                objectName: "moreBefore"
                visible: sheet.vm.stepBefore !== ""
                Layout.fillWidth: true
                iconName: "arrow_back"
                text: qsTr("Step before")
                detail: sheet.vm.stepBefore
                onClicked: {
                    sheet.open = false;
                    sheet.vm.showBefore();
                }
            }
            ListRow {
                objectName: "moreLate"
                visible: sheet.vm.late.possible
                Layout.fillWidth: true
                iconName: "timer"
                text: qsTr("I will be late")
                detail: qsTr("New time, what to say, the customer's answer")
                onClicked: {
                    sheet.open = false;
                    sheet.vm.contact.ask("late");
                }
            }
            ListRow {
                objectName: "moreMove"
                visible: sheet.vm.contact.mayMove
                Layout.fillWidth: true
                iconName: "event_repeat"
                text: qsTr("Another time")
                detail: qsTr("Agree on it with the customer")
                onClicked: {
                    sheet.open = false;
                    sheet.vm.contact.ask("move");
                }
            }
            ListRow {
                objectName: "moreNobody"
                visible: sheet.vm.card.possible
                Layout.fillWidth: true
                iconName: "person_off"
                text: qsTr("Nobody at home")
                detail: qsTr("Leave the card; the order waits for the customer")
                onClicked: {
                    sheet.open = false;
                    sheet.vm.contact.ask("card");
                }
            }
            ListRow {
                objectName: "moreCoverage"
                visible: sheet.vm.site.coverage.possible
                Layout.fillWidth: true
                iconName: "verified"
                text: qsTr("Who pays")
                detail: sheet.vm.site.coverage.nowText
                onClicked: {
                    sheet.open = false;
                    sheet.vm.site.coverage.ask();
                }
            }
            ListRow {
                objectName: "moreTakeAway"
                visible: sheet.vm.site.mayTakeAway
                Layout.fillWidth: true
                iconName: "directions_car"
                text: qsTr("Take away for repair")
                detail: qsTr("Slip, photos, loaner")
                onClicked: {
                    sheet.open = false;
                    sheet.vm.site.askTakeAway();
                }
            }
            ListRow {
                objectName: "moreSuggest"
                visible: sheet.vm.site.there
                Layout.fillWidth: true
                iconName: "star"
                text: qsTr("Pass on to the company")
                detail: qsTr("A purchase, an idea for the product")
                onClicked: {
                    sheet.open = false;
                    sheet.vm.site.askSuggest();
                }
            }
            ListRow {
                objectName: "moreSkip"
                visible: sheet.vm.maySkip
                Layout.fillWidth: true
                iconName: "remove"
                text: qsTr("Leave this step out")
                detail: qsTr("With a reason; the report shows it")
                onClicked: {
                    sheet.open = false;
                    sheet.skipAsked();
                }
            }
            ListRow {
                objectName: "moreReopen"
                visible: sheet.vm.stepDone
                Layout.fillWidth: true
                iconName: "undo"
                text: qsTr("Open this step again")
                detail: qsTr("Its answers stay")
                onClicked: {
                    sheet.open = false;
                    sheet.vm.reopen();
                }
            }
            ListRow {
                objectName: "moreForm"
                visible: sheet.vm.form.move.available
                Layout.fillWidth: true
                iconName: "swap_horiz"
                text: qsTr("Checklist version")
                detail: sheet.vm.form.move.offerText
                onClicked: {
                    sheet.open = false;
                    sheet.formMoveAsked();
                }
            }
            ListRow {
                objectName: "moreReport"
                visible: sheet.vm.writesReport
                Layout.fillWidth: true
                iconName: "description"
                text: qsTr("Look at the report")
                onClicked: {
                    sheet.open = false;
                    sheet.vm.openReport();
                }
            }
        }
    }
}
