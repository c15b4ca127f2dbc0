pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Window
import FieldApp

// A signature or a drawing (`signature`, `draw`): a whole sheet to write on. The customer's signature under the report is
// not this one: that has a page of its own.
InputFrame {
    id: input

    readonly property bool isSignature: look.includes("signature")

    entry: value === "" ? begin : again

    PictureFrame {
        visible: input.value !== ""
        picture: input.picture
        name: input.title
        implicitHeight: Theme.keyHeight * 2
        Layout.fillWidth: true
        Layout.maximumWidth: Theme.sidePane
    }
    SecondaryButton {
        id: begin
        objectName: "sign"
        visible: input.value === "" && !input.readOnly
        iconName: "draw"
        text: input.isSignature ? qsTr("Sign") : qsTr("Draw")
        Accessible.name: input.spoken(text)
        Layout.fillWidth: true
        Layout.maximumWidth: Theme.sidePane
        onClicked: sheet.active = true
    }
    AppLabel {
        visible: input.value === "" && input.readOnly
        text: input.isSignature ? qsTr("Not signed") : qsTr("No picture")
        quiet: true
    }
    Flow {
        visible: input.value !== "" && !input.readOnly
        spacing: Theme.gap24
        Layout.fillWidth: true
        QuietButton {
            id: again
            objectName: "signAgain"
            iconName: "undo"
            text: input.isSignature ? qsTr("Sign again") : qsTr("Draw anew")
            Accessible.name: input.spoken(text)
            onClicked: sheet.active = true
        }
        QuietButton {
            objectName: "removePicture"
            visible: !input.required
            iconName: "delete"
            text: qsTr("Remove")
            Accessible.name: input.spoken(text)
            onClicked: input.edited("")
        }
    }
    Loader {
        id: sheet
        active: false
        visible: false
        sourceComponent: DrawSheet {
            parent: input.Window.contentItem
            title: input.title
            subtitle: input.hint
            line: input.isSignature ? input.title : ""
            onDrawn: pad => {
                input.drawn(pad);
                sheet.active = false;
            }
            onClosed: sheet.active = false
        }
    }
}
