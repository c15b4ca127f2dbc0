pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Window
import QtQuick.Templates as T
import FieldApp
import FieldApp.ViewModels

// What stands around the pages: rail or bar, the notice over the page, the page on top of the stack, the sheet over it,
// and the one error that shows. Loaded by Main behind the first frame.
Item {
    id: frame

    required property ShellViewModel shell
    required property Navigator navigator

    readonly property bool framed: !navigator.wholeScreen
    readonly property var allSections: [
        { name: "today", title: qsTr("Today"), icon: "today" },
        { name: "orders", title: qsTr("Orders"), icon: "assignment" },
        { name: "parts", title: qsTr("Parts"), icon: "inventory_2" },
        { name: "knowledge", title: qsTr("Knowledge"), icon: "menu_book" },
        { name: "sync", title: qsTr("Sync"), icon: "sync" },
        { name: "me", title: qsTr("Me"), icon: "person" }]
    // Beside the sections, so that a number that goes up makes nothing anew.
    readonly property var counts: ({ sync: shell.waiting })
    readonly property var sections: allSections.filter(section => navigator.pages.includes(section.name) || !shell.ready)

    // Whether the page on top was asked for by a key: the keyboard then begins at its first thing.
    property bool byKeys: false

    focus: true
    // A page that has the whole screen (lock, customer view) is left by its own door only.
    Keys.onEscapePressed: if (frame.framed) frame.navigator.back()
    Keys.onBackPressed: if (frame.framed) frame.navigator.back()

    NavRail {
        id: rail
        objectName: "rail"
        visible: frame.framed && !Theme.compact
        width: visible ? implicitWidth : 0
        height: parent.height
        sections: frame.sections
        counts: frame.counts
        current: frame.navigator.section
        time: frame.shell.clockText
        day: frame.shell.dateText
        weekday: frame.shell.weekdayText
        onPicked: section => frame.navigator.openSection(section)
        onScan: if (frame.navigator.has("scan")) frame.navigator.open("scan", frame.navigator.argument)
    }
    NavBar {
        id: bar
        objectName: "bar"
        visible: frame.framed && Theme.compact && frame.navigator.page !== "visit"
        height: visible ? implicitHeight : 0
        width: parent.width
        anchors.bottom: parent.bottom
        sections: frame.sections
        counts: frame.counts
        current: frame.navigator.section
        onPicked: section => frame.navigator.openSection(section)
    }
    FrameNotice {
        id: notice
        objectName: "notice"
        notice: frame.shell.notice
        // The customer's view and the lock say nothing of other customers.
        visible: frame.framed && frame.shell.notice.shown
        height: visible ? implicitHeight : 0
        anchors.left: rail.right
        anchors.right: parent.right
    }
    Loader {
        id: page
        objectName: "page"
        anchors.left: rail.right
        anchors.right: parent.right
        anchors.top: notice.bottom
        anchors.bottom: bar.top
        focus: true
        onLoaded: if (frame.byKeys) Qt.callLater(frame.beginPage)
        opacity: status === Loader.Ready ? 1 : 0
        Behavior on opacity { NumberAnimation { duration: Theme.quick } }
    }
    Skeleton {
        anchors.fill: page
        visible: page.status !== Loader.Ready
    }
    ErrorPanel {
        objectName: "problem"
        visible: frame.shell.hasProblem
        anchors.horizontalCenter: page.horizontalCenter
        anchors.bottom: page.bottom
        anchors.bottomMargin: Theme.bottomBar + Theme.gap16
        width: Math.min(page.width - 2 * Theme.margin, Theme.sheetWidth)
        what: frame.shell.problemWhat
        safe: frame.shell.problemSafe
        todo: frame.shell.problemDo
        actionText: qsTr("Understood")
        onAction: frame.shell.dismissProblem()
    }
    SideSheet {
        objectName: "sheet"
        open: frame.navigator.sheet !== ""
        onClosed: frame.navigator.closeSheet()
        Loader {
            id: sheet
            anchors.fill: parent
            focus: true
        }
    }

    FocusFollower {}

    // A page is made anew when another one comes to the top; the same page gets its order by its view model.
    function showPage() {
        if (page.source.toString() === navigator.source.toString())
            return;
        byKeys = (Window.activeFocusItem as T.Control)?.visualFocus ?? false;
        page.setSource(navigator.source, { vm: navigator.viewModel, shell: shell, navigator: navigator });
    }
    function beginPage() {
        const first = page.nextItemInFocusChain(true);
        for (let at = first; at; at = at.parent)
            if (at === page && page.item instanceof Item && !(page.item as Item).activeFocus)
                first.forceActiveFocus(Qt.TabFocusReason);
    }
    function showSheet() {
        if (navigator.sheet === "")
            sheet.source = "";
        else
            sheet.setSource(navigator.sheetSource, { vm: navigator.sheetViewModel, shell: shell, navigator: navigator });
    }
    Connections {
        target: frame.navigator
        function onChanged() { frame.showPage() }
        function onSheetChanged() { frame.showSheet() }
    }
    Component.onCompleted: {
        showPage();
        showSheet();
    }
}
