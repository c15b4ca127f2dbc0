pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Window
import FieldApp
import FieldApp.ViewModels

// The frame: rail or bar, the page on top of the stack, the sheet over it, and the one error that shows.
Window {
    id: window

    required property ShellViewModel shell
    required property Navigator navigator

    readonly property bool framed: !navigator.wholeScreen
    readonly property var allSections: [
        { name: "today", title: qsTr("Today"), icon: "today", count: 0 },
        { name: "orders", title: qsTr("Orders"), icon: "assignment", count: 0 },
        { name: "parts", title: qsTr("Parts"), icon: "inventory_2", count: 0 },
        { name: "knowledge", title: qsTr("Knowledge"), icon: "menu_book", count: 0 },
        { name: "sync", title: qsTr("Sync"), icon: "sync", count: shell.waiting },
        { name: "me", title: qsTr("Me"), icon: "person", count: 0 }]
    readonly property var sections: allSections.filter(section => navigator.pages.includes(section.name) || !shell.ready)

    width: 1280
    height: 800
    minimumWidth: 480
    minimumHeight: 480
    visible: true
    title: qsTr("Field service")
    color: Theme.background

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
        focus: true
        // A page that has the whole screen (lock, customer view) is left by its own door only.
        Keys.onEscapePressed: if (window.framed) window.navigator.back()
        Keys.onBackPressed: if (window.framed) window.navigator.back()

        NavRail {
            id: rail
            objectName: "rail"
            visible: window.framed && !Theme.compact
            width: visible ? implicitWidth : 0
            height: parent.height
            sections: window.sections
            current: window.navigator.section
            time: window.shell.clockText
            day: window.shell.dateText
            weekday: window.shell.weekdayText
            onPicked: section => window.navigator.openSection(section)
            onScan: if (window.navigator.has("scan")) window.navigator.open("scan", window.navigator.argument)
        }
        NavBar {
            id: bar
            objectName: "bar"
            visible: window.framed && Theme.compact && window.navigator.page !== "visit"
            height: visible ? implicitHeight : 0
            width: parent.width
            anchors.bottom: parent.bottom
            sections: window.sections
            current: window.navigator.section
            onPicked: section => window.navigator.openSection(section)
        }
        Loader {
            id: page
            objectName: "page"
            anchors.left: rail.right
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.bottom: bar.top
            focus: true
            opacity: status === Loader.Ready ? 1 : 0
            Behavior on opacity { NumberAnimation { duration: Theme.quick } }
        }
        Skeleton {
            anchors.fill: page
            visible: page.status !== Loader.Ready
        }
        ErrorPanel {
            objectName: "problem"
            visible: window.shell.hasProblem
            anchors.horizontalCenter: page.horizontalCenter
            anchors.bottom: page.bottom
            anchors.bottomMargin: Theme.bottomBar + Theme.gap16
            width: Math.min(page.width - 2 * Theme.margin, Theme.sheetWidth)
            what: window.shell.problemWhat
            safe: window.shell.problemSafe
            todo: window.shell.problemDo
            actionText: qsTr("Understood")
            onAction: window.shell.dismissProblem()
        }
        SideSheet {
            objectName: "sheet"
            open: window.navigator.sheet !== ""
            onClosed: window.navigator.closeSheet()
            Loader {
                id: sheet
                anchors.fill: parent
                focus: true
            }
        }
    }

    // A page is made anew when another one comes to the top; the same page gets its order by its view model.
    function showPage() {
        if (page.source.toString() !== navigator.source.toString())
            page.setSource(navigator.source, { vm: navigator.viewModel, shell: shell, navigator: navigator });
    }
    function showSheet() {
        if (navigator.sheet === "")
            sheet.source = "";
        else
            sheet.setSource(navigator.sheetSource, { vm: navigator.sheetViewModel, shell: shell, navigator: navigator });
    }
    Connections {
        target: window.navigator
        function onChanged() { window.showPage() }
        function onSheetChanged() { window.showSheet() }
    }
    Component.onCompleted: {
        showPage();
        showSheet();
    }
}
