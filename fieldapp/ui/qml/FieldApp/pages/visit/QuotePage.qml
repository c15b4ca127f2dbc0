pragma ComponentBehavior: Bound
import QtQuick
import FieldApp
import FieldApp.ViewModels

// The price on the customer's screen, before the work: cause and plan beside (in portrait above) what it costs (SITE-12).
FocusScope {
    id: page

    required property QuoteViewModel vm
    required property ShellViewModel shell
    required property Navigator navigator

    focus: true

    Rectangle {
        anchors.fill: parent
        color: Theme.surface
    }
    Flickable {
        id: reading
        width: Theme.compact ? parent.width : Theme.evidencePane + Theme.gap16
        height: Theme.compact ? Math.round((parent.height - foot.height) * 0.45) : parent.height - foot.height
        contentHeight: told.implicitHeight + 2 * Theme.gap24
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        Rectangle {
            width: reading.width
            height: Math.max(reading.height, reading.contentHeight)
            color: Theme.background
        }
        QuotePlan {
            id: told
            x: Theme.gap40
            y: Theme.gap24
            width: parent.width - 2 * Theme.gap40
            vm: page.vm
        }
    }
    Flickable {
        id: cost
        x: Theme.compact ? 0 : reading.width
        y: Theme.compact ? reading.height : 0
        width: parent.width - x
        height: parent.height - y - foot.height
        contentHeight: table.implicitHeight + 2 * Theme.gap24
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        FeeTable {
            id: table
            visible: page.vm.loaded
            x: Theme.gap40
            y: Theme.gap24
            width: parent.width - 2 * Theme.gap40
            fees: page.vm.fees
            priceList: page.vm.priceList
            due: page.vm.due
        }
    }
    Hairline {
        x: Theme.compact ? 0 : reading.width
        y: Theme.compact ? reading.height : 0
        width: Theme.compact ? parent.width : Theme.hairline
        height: Theme.compact ? Theme.hairline : reading.height
    }
    BottomActionBar {
        id: foot
        anchors.bottom: parent.bottom
        width: parent.width
        sideMargin: Theme.gap40
        objectNameOfPrimary: "agreePrice"
        primaryText: qsTr("Agreed: begin")
        primaryBlocked: !page.vm.loaded || page.vm.busy
        onPrimary: page.vm.agree()
        QuietButton {
            objectName: "leaveQuote"
            iconName: "arrow_back"
            text: qsTr("Back")
            onClicked: page.vm.leave()
        }
        QuietButton {
            objectName: "askCoverage"
            visible: page.vm.loaded && !page.vm.busy
            text: qsTr("Who pays")
            onClicked: page.vm.askCoverage()
        }
        QuietButton {
            objectName: "refusePrice"
            visible: page.vm.loaded && !page.vm.busy
            text: page.vm.wayOnly
            onClicked: refusing.open = true
        }
    }
    ReasonSheet {
        id: refusing
        objectName: "refusingSheet"
        title: qsTr("Who says no")
        subtitle: page.vm.wayOnly
        reasons: page.vm.refusers
        missingText: qsTr("Choose who says no")
        actionText: qsTr("Record the refusal")
        onGiven: who => page.vm.refuse(who)
    }
}
