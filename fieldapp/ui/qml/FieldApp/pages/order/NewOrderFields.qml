pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// What an order needs: what it is about, what kind, which machine, when. Whose stands first only where nobody is at hand.
ColumnLayout {
    id: fields

    required property NewOrderViewModel vm

    spacing: Theme.gap16

    Loader {
        active: fields.vm.walkIn
        visible: active
        Layout.fillWidth: true
        sourceComponent: whose
    }
    AppLabel {
        text: qsTr("What is it about")
        size: Theme.caption
        medium: true
        quiet: true
        Layout.fillWidth: true
    }
    TextArea {
        id: what
        objectName: "newWhat"
        name: qsTr("What is it about")
        placeholderText: qsTr("In the words of the customer")
        Layout.fillWidth: true
        Layout.topMargin: -Theme.gap8
        onTextChanged: if (text !== fields.vm.what) fields.vm.type("what", text)
    }
    Connections {
        target: fields.vm
        // Not a binding: typing would end it, and what a finding says would not be seen.
        function onChanged() {
            if (what.text !== fields.vm.what)
                what.text = fields.vm.what;
        }
    }
    ChoiceChips {
        objectName: "newJob"
        Layout.fillWidth: true
        title: qsTr("Kind of work")
        choices: fields.vm.jobTypes
        value: fields.vm.jobType
        onPicked: value => fields.vm.choose("job", value)
    }
    ChoiceChips {
        objectName: "newMachine"
        Layout.fillWidth: true
        title: qsTr("Machine")
        choices: fields.vm.machines
        value: fields.vm.machine
        onPicked: value => fields.vm.onMachine(value)
    }
    NewOrderEntries {
        visible: fields.vm.newMachine
        Layout.fillWidth: true
        entries: [
            { field: "model", label: qsTr("Model, if known") },
            { field: "serial", label: qsTr("Serial number, if it can be read") }
        ]
        onTyped: (field, text) => fields.vm.type(field, text)
    }
    ChoiceChips {
        objectName: "newTime"
        Layout.fillWidth: true
        title: qsTr("When")
        choices: fields.vm.times
        value: fields.vm.time
        onPicked: value => fields.vm.choose("time", value)
    }
    Loader {
        active: fields.vm.time === "other"
        visible: active
        Layout.fillWidth: true
        sourceComponent: DateTimeInput {
            objectName: "newOtherTime"
            title: qsTr("Day and time")
            now: fields.vm.now
            value: fields.vm.picked
            onEdited: value => fields.vm.pickTime(value)
        }
    }
    ChoiceChips {
        objectName: "newMinutes"
        Layout.fillWidth: true
        title: qsTr("Takes about")
        choices: fields.vm.durations
        value: fields.vm.minutes
        onPicked: value => fields.vm.choose("minutes", value)
    }
    ChoiceChips {
        objectName: "newLevel"
        Layout.fillWidth: true
        title: qsTr("Level")
        choices: fields.vm.levels
        value: fields.vm.level
        onPicked: value => fields.vm.choose("level", value)
    }
    Loader {
        active: !fields.vm.walkIn
        visible: active
        Layout.fillWidth: true
        sourceComponent: whose
    }
    Component {
        id: whose
        ColumnLayout {
            spacing: Theme.gap16
            ChoiceSearch {
                objectName: "searchCustomers"
                visible: fields.vm.whose.isLong
                Layout.fillWidth: true
                total: fields.vm.whose.total
                shown: fields.vm.whose.shown
                found: fields.vm.whose.found
                hits: fields.vm.whose.hits
                more: fields.vm.whose.more
                onSearched: text => fields.vm.whose.search(text)
            }
            ChoiceChips {
                objectName: "newCustomer"
                Layout.fillWidth: true
                title: qsTr("Customer")
                choices: fields.vm.whose.choices
                value: fields.vm.customer
                onPicked: value => fields.vm.forCustomer(value)
            }
            NewOrderEntries {
                visible: fields.vm.newCustomer
                Layout.fillWidth: true
                entries: [
                    { field: "name", label: qsTr("Name or company") },
                    { field: "address", label: qsTr("Address") },
                    { field: "contact", label: qsTr("Whom to ask for") },
                    { field: "phone", label: qsTr("Phone") }
                ]
                onTyped: (field, text) => fields.vm.type(field, text)
            }
        }
    }
}
