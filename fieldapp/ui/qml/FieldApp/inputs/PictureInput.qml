pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts
import QtQuick.Window
import FieldApp

// A photo (`image`): from the camera where there is one, or from a file; drawn upon with a pen (`annotate`), taken away again.
InputFrame {
    id: input

    // This editor gave a picture that is not an answer yet.
    property bool given: false
    onBusyChanged: if (!busy) given = false
    onPictureChosen: given = true
    onSnapped: given = true
    onMarked: given = true

    // Beside another photo: what can be done with it is said by icons.
    readonly property bool narrow: width < Theme.keyHeight * 3 * Theme.textScale
    readonly property bool there: value !== "" && picture !== "" && picture !== "missing"

    entry: value !== "" ? replace : hasCamera ? take : choose

    AppLabel {
        objectName: "busy"
        visible: input.given && input.busy
        text: qsTr("Taking the photo in")
        quiet: true
    }
    PictureFrame {
        visible: input.value !== ""
        picture: input.picture
        name: input.title
        Layout.fillWidth: true
        Layout.maximumWidth: Theme.evidencePane
    }
    SecondaryButton {
        id: take
        objectName: "takePicture"
        visible: input.value === "" && !input.readOnly && input.hasCamera
        iconName: "photo_camera"
        text: input.narrow ? qsTr("Take") : qsTr("Take a photo")
        Accessible.name: input.spoken(qsTr("Take a photo"))
        Layout.fillWidth: true
        Layout.maximumWidth: Theme.sidePane
        onClicked: camera.active = true
    }
    SecondaryButton {
        id: choose
        objectName: "choosePicture"
        visible: input.value === "" && !input.readOnly
        iconName: "image"
        text: input.narrow ? qsTr("Choose") : qsTr("Choose a photo")
        Accessible.name: input.spoken(qsTr("Choose a photo"))
        Layout.fillWidth: true
        Layout.maximumWidth: Theme.sidePane
        onClicked: files.active = true
    }
    AppLabel {
        visible: input.value === "" && input.readOnly
        text: qsTr("No picture")
        quiet: true
    }
    Flow {
        visible: input.value !== "" && !input.readOnly
        spacing: input.narrow ? Theme.gap8 : Theme.gap24
        Layout.fillWidth: true
        QuietButton {
            objectName: "retakePicture"
            visible: input.hasCamera
            iconName: "photo_camera"
            readonly property string word: qsTr("Take again")
            text: input.narrow ? "" : word
            Accessible.name: input.spoken(word)
            onClicked: camera.active = true
        }
        QuietButton {
            id: replace
            objectName: "replacePicture"
            iconName: "image"
            readonly property string word: qsTr("Another photo")
            text: input.narrow ? "" : word
            Accessible.name: input.spoken(word)
            onClicked: files.active = true
        }
        QuietButton {
            objectName: "markPicture"
            visible: input.there && !input.look.includes("new-front")
            iconName: "draw"
            readonly property string word: qsTr("Draw on it")
            text: input.narrow ? "" : word
            Accessible.name: input.spoken(word)
            onClicked: sheet.active = true
        }
        QuietButton {
            objectName: "removePicture"
            visible: !input.required
            iconName: "delete"
            readonly property string word: qsTr("Remove")
            text: input.narrow ? "" : word
            Accessible.name: input.spoken(word)
            onClicked: input.edited("")
        }
    }
    Loader {
        id: files
        active: false
        visible: false
        sourceComponent: FileDialog {
            title: input.title
            nameFilters: [qsTr("Pictures") + " (*.jpg *.jpeg *.png *.webp *.bmp)"]
            Component.onCompleted: open()
            onAccepted: input.pictureChosen(selectedFile)
            onVisibleChanged: if (!visible) files.active = false
        }
    }
    Loader {
        id: camera
        active: false
        visible: false
        sourceComponent: CameraSheet {
            parent: input.Window.contentItem
            title: input.title
            subtitle: input.hint
            under: input.under
            onTaken: view => {
                input.snapped(view);
                camera.active = false;
            }
            onClosed: camera.active = false
        }
    }
    Loader {
        id: sheet
        active: false
        visible: false
        sourceComponent: DrawSheet {
            parent: input.Window.contentItem
            title: input.title
            subtitle: qsTr("Draw on the photo")
            picture: input.picture
            onDrawn: pad => {
                input.marked(pad);
                sheet.active = false;
            }
            onClosed: sheet.active = false
        }
    }
}
