pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// What is wrong and what is going to be done; time and parts are the engineer's to change while the customer listens.
ColumnLayout {
    id: plan

    required property QuoteViewModel vm

    spacing: Theme.gap16

    ColumnLayout {
        spacing: 0
        Layout.fillWidth: true
        AppLabel {
            text: qsTr("Price before the work")
            size: Theme.title
            strong: true
            Layout.fillWidth: true
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        AppLabel {
            text: plan.vm.whose
            quiet: true
            Layout.fillWidth: true
        }
    }
    FactRow {
        visible: plan.vm.cause !== ""
        objectName: "quoteCause"
        Layout.fillWidth: true
        label: qsTr("Cause")
        text: plan.vm.cause
    }
    FactRow {
        visible: plan.vm.plan !== ""
        objectName: "quotePlan"
        Layout.fillWidth: true
        label: qsTr("Plan")
        text: plan.vm.plan
    }
    AppLabel {
        text: qsTr("Working time")
        size: Theme.caption
        medium: true
        quiet: true
    }
    RowLayout {
        Layout.topMargin: -Theme.gap8
        spacing: Theme.gap16
        SecondaryButton {
            objectName: "lessHours"
            text: "−"
            enabled: plan.vm.mayLessen
            Accessible.name: qsTr("Half an hour less")
            onClicked: plan.vm.changeHours(-1)
        }
        AppLabel {
            objectName: "quoteHours"
            text: plan.vm.hoursText
            size: Theme.figure
            strong: true
            wrapMode: Text.NoWrap
        }
        SecondaryButton {
            objectName: "moreHours"
            text: "+"
            Accessible.name: qsTr("Half an hour more")
            onClicked: plan.vm.changeHours(1)
        }
    }
    AppLabel {
        visible: spares.count > 0
        text: qsTr("Parts in the price")
        size: Theme.caption
        medium: true
        quiet: true
    }
    Repeater {
        id: spares
        model: plan.vm.spares
        CheckCard {
            required property var modelData
            required property int index
            objectName: "spare-" + index
            Layout.fillWidth: true
            Layout.topMargin: -Theme.gap8
            text: modelData.label
            tag: modelData.priceless
            readOnly: modelData.priceless !== ""
            checked: modelData.chosen === "yes"
            onClicked: plan.vm.toggle(modelData.part)
        }
    }
}
