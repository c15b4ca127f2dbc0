import QtQuick
import FieldApp
import FieldApp.ViewModels

// The first frame: the grounds and where things will stand, without words and without controls, because whatever is
// named here has to be loaded before anything shows. The words, the sections and the pages come right behind it.
Window {
    id: window

    required property ShellViewModel shell
    required property Navigator navigator
    // Set by the window's owner when the first frame is on the screen.
    property bool shown: false
    // Who knows whether everything on the window is stored; set by the window's owner.
    property var closer: null
    // Who is told that somebody is at the tablet; set by the window's owner while it is open.
    property var idleWatch: null

    width: 1280
    height: 800
    minimumWidth: 480
    minimumHeight: 480
    visible: true
    title: shown ? qsTr("Field service") : ""
    color: Theme.background
    onClosing: close => close.accepted = closer === null || closer.mayClose()

    Binding { target: Theme; property: "compact"; value: window.width < 1000 || window.height > window.width }
    Binding {
        target: Theme
        property: "mode"
        value: window.shell.theme === "dark" ? Theme.Dark : window.shell.theme === "sunlight" ? Theme.Sunlight : Theme.Light
    }
    Binding { target: Theme; property: "textScale"; value: window.shell.textScale }
    Binding { target: Theme; property: "reduceMotion"; value: window.shell.reduceMotion }

    Item {
        anchors.fill: parent
        visible: frame.status !== Loader.Ready
        Rectangle {
            id: ground
            width: Theme.compact ? parent.width : Theme.railWidth
            height: Theme.compact ? Theme.bottomBar : parent.height
            anchors.bottom: parent.bottom
            color: Theme.rail
        }
        Skeleton {
            x: Theme.compact ? 0 : ground.width
            width: parent.width - x
            height: parent.height - (Theme.compact ? ground.height : 0)
        }
    }
    Loader {
        id: frame
        objectName: "frame"
        anchors.fill: parent
        focus: true
    }

    Loader {
        id: presence
        objectName: "presence"
        anchors.fill: parent
        z: 2000000 // over what Qt lays over a window
    }
    Connections {
        target: presence.item
        function onFelt() { if (window.idleWatch) window.idleWatch.touch(); }
    }

    // By its address, so that the engine does not read what it names any earlier.
    onShownChanged: {
        if (!shown)
            return;
        frame.setSource("Frame.qml", { shell: shell, navigator: navigator });
        presence.setSource("Presence.qml");
    }
}
