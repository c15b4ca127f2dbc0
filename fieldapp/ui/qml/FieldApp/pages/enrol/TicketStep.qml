pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts
import FieldApp

// Three ways to the ticket: a scanner that types, by hand, a picture file.
ColumnLayout {
    id: step

    required property bool reading
    required property bool wrong
    property string explanation: qsTr("The centre prints it for this tablet. It works once.")
    signal taken(string text)
    signal picture(url file)

    spacing: Theme.gap16

    AppLabel {
        text: qsTr("Scan the enrolment code")
        size: Theme.title
        strong: true
        Layout.fillWidth: true
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    AppLabel {
        text: step.explanation
        quiet: true
        Layout.fillWidth: true
    }
    TextEntry {
        id: field
        objectName: "ticket"
        focus: true
        iconName: "barcode_scanner"
        placeholderText: qsTr("Scan here, or type it")
        inputMethodHints: Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase | Qt.ImhLatinOnly
        wrong: step.wrong
        maximumLength: 500
        Layout.fillWidth: true
        onAccepted: {
            step.taken(text);
            selectAll(); // what is scanned next replaces what was no ticket
        }
    }
    PrimaryButton {
        objectName: "takeTicket"
        text: qsTr("Go on")
        blocked: field.text === ""
        Layout.fillWidth: true
        onClicked: if (field.text !== "") step.taken(field.text); else field.forceActiveFocus()
    }
    SecondaryButton {
        objectName: "choosePicture"
        text: step.reading ? qsTr("Reading the picture") : qsTr("From a picture file")
        iconName: "description"
        enabled: !step.reading
        Layout.fillWidth: true
        onClicked: files.open()
    }
    FileDialog {
        id: files
        title: qsTr("Picture of the enrolment code")
        nameFilters: [qsTr("Pictures") + " (*.png *.jpg *.jpeg *.webp *.bmp *.gif)"]
        onAccepted: step.picture(selectedFile)
    }
}
