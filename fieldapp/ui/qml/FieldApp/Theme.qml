pragma Singleton
import QtQuick

// The only place with literal colours and sizes: tokens of the house (docs/decisions/0006-tokens.md).
QtObject {
    id: theme

    enum Mode { Light, Dark, Sunlight }

    property int mode: Theme.Light
    property real textScale: 1.0
    // A picture held over another one.
    readonly property real seeThrough: 0.4
    property bool reduceMotion: false
    // Set by the window: true below 1000 px of width or in portrait.
    property bool compact: false

    readonly property bool dark: mode === Theme.Dark
    readonly property bool sunlight: mode === Theme.Sunlight

    // Grounds
    readonly property color rail: pick("#E8EDF3", "#0A0E13", "#FFFFFF")
    readonly property color railIndicator: pick("#FFFFFF", "#17324E", "#003E80")
    readonly property color inkOnIndicator: pick("#0B5CAD", "#6FB1F2", "#FFFFFF")
    readonly property color background: pick("#F4F6F9", "#0F141A", "#FFFFFF")
    readonly property color surface: pick("#FFFFFF", "#182029", "#FFFFFF")
    readonly property color sunken: pick("#EDF1F6", "#202A35", "#FFFFFF")
    readonly property color scrim: pick("#8C101828", "#99000000", "#B3000000")

    // Text
    readonly property color text: pick("#101828", "#F2F5F9", "#000000")
    readonly property color textSecondary: pick("#475467", "#B3BECB", "#1F2933")
    readonly property color textDisabled: pick("#8A94A6", "#7C8A99", "#5A6472")

    // Lines
    readonly property color line: pick("#DCE2EA", "#2C3845", "#000000")
    readonly property color border: pick("#7A8798", "#7D8D9E", "#000000")
    readonly property color focusRing: pick("#0B5CAD", "#A9D1F8", "#003E80")

    // Primary
    readonly property color primary: pick("#0B5CAD", "#6FB1F2", "#003E80")
    readonly property color inkOnPrimary: pick("#FFFFFF", "#06233F", "#FFFFFF")
    readonly property color primarySoft: pick("#E6F0FA", "#17324E", "#DCEBFA")
    readonly property color inkOnPrimarySoft: pick("#0B4A8A", "#A9D1F8", "#003E80")
    // Grounds of a control under the finger: plain ones, and those that are tinted anyway.
    readonly property color pressed: pick("#EDF1F6", "#202A35", "#DCEBFA")
    readonly property color pressedTint: pick("#CFE2F5", "#24486B", "#9CC4EC")
    readonly property color primaryPressed: pick("#084A8C", "#94C6F6", "#002B5C")

    // Meanings
    readonly property color success: pick("#17752F", "#6CCB85", "#0B5A20")
    readonly property color successSoft: pick("#E6F4EA", "#17301F", "#FFFFFF")
    readonly property color inkOnSuccess: pick("#FFFFFF", "#06233F", "#FFFFFF")
    readonly property color warning: pick("#A84300", "#F0A35E", "#8A3600")
    readonly property color warningSoft: pick("#FFF1E2", "#38260F", "#FFFFFF")
    readonly property color danger: pick("#B3261E", "#F28B82", "#8E1410")
    readonly property color dangerSoft: pick("#FDECEA", "#3D1E1C", "#FFFFFF")
    readonly property color blocked: pick("#E4E9EF", "#2A3541", "#FFFFFF")
    readonly property color undoGround: pick("#101828", "#F2F5F9", "#000000")
    readonly property color inkOnUndo: pick("#FFFFFF", "#101828", "#FFFFFF")
    readonly property color undoAction: pick("#8DC1F5", "#0B4A8A", "#FFFFFF")

    // Paper is white in every theme: what is drawn on it is ink, a mark on a picture is red (as photo.PEN).
    readonly property color paper: "#FFFFFF"
    readonly property color paperInk: "#101828"
    readonly property color paperMark: "#D6301F"
    readonly property color paperLine: "#C4CCD6"

    // Departure bar
    readonly property color barTravel: pick("#0B5CAD", "#6FB1F2", "#003E80")
    readonly property color barBuffer: pick("#8DB8E2", "#356A9E", "#6C9CCB")
    readonly property color barEarly: pick("#CFE2F5", "#24486B", "#FFFFFF")
    readonly property color inkOnBarTravel: pick("#FFFFFF", "#06233F", "#FFFFFF")
    readonly property color inkOnBarBuffer: pick("#101828", "#FFFFFF", "#000000")
    readonly property color inkOnBarEarly: pick("#101828", "#F2F5F9", "#000000")

    // Levels 1 to 4
    readonly property list<color> levelFill: [
        pick("#B3261E", "#F28B82", "#8E1410"), pick("#A84300", "#F0A35E", "#8A3600"),
        pick("#E6F0FA", "#17324E", "#FFFFFF"), pick("#E7EBF0", "#2C3845", "#FFFFFF")]
    readonly property list<color> levelText: [
        pick("#FFFFFF", "#1B1206", "#FFFFFF"), pick("#FFFFFF", "#1B1206", "#FFFFFF"),
        pick("#0B4A8A", "#A9D1F8", "#003E80"), pick("#414D5C", "#CBD4DE", "#1F2933")]

    // Type: size and line height at 100 %
    readonly property string family: "Noto Sans SC"
    readonly property int weightNormal: sunlight ? Font.Medium : Font.Normal
    readonly property int weightMedium: sunlight ? Font.DemiBold : Font.Medium
    readonly property int weightStrong: sunlight ? Font.Bold : Font.DemiBold
    readonly property real caption: 14 * textScale
    readonly property real body: 16 * textScale
    readonly property real row: 18 * textScale
    readonly property real action: 20 * textScale
    readonly property real title: 22 * textScale
    readonly property real figure: 28 * textScale
    readonly property real countdown: 48 * textScale
    readonly property real departure: 64 * textScale
    readonly property real clock: 120 * textScale
    // Where the room is fixed (rail, stepper), the text grows only so far.
    readonly property int captionLeast: 14
    readonly property int captionNarrow: 16
    readonly property int captionRail: 18
    readonly property int figureNarrow: 28

    // Grid
    readonly property int gap4: 4
    readonly property int gap8: 8
    readonly property int gap12: 12
    readonly property int gap16: 16
    readonly property int gap24: 24
    readonly property int gap32: 32
    readonly property int gap40: 40
    readonly property int margin: 24
    readonly property int marginWide: compact ? 24 : 32

    // Radii
    readonly property int radiusTag: 6
    readonly property int radiusCheck: 8
    readonly property int radiusControl: 10
    readonly property int radiusPanel: 12

    // Strokes
    readonly property int hairline: sunlight ? 2 : 1
    readonly property int strong: 2
    readonly property int focusWidth: 3

    // Measures
    readonly property int target: 64
    readonly property int control: 64
    readonly property int tint: 52
    readonly property int railWidth: 88
    readonly property int railItemHeight: 80
    readonly property int indicatorWidth: 64
    readonly property int indicatorHeight: 40
    readonly property int listPane: 432
    readonly property int sidePane: 400
    readonly property int evidencePane: 480
    readonly property int reportPane: 504
    readonly property int header: 80
    readonly property int tabs: 60
    readonly property int stepper: 72
    readonly property int bottomBar: 88
    readonly property int primaryWidth: 240
    readonly property int primaryWidthCompact: 320
    readonly property int rowTwoLines: 72
    readonly property int rowTagged: 80
    readonly property int rowOrder: 104
    readonly property int rowTable: 56
    readonly property int rowHistory: 48
    readonly property int badge: 28
    readonly property int chip: 48
    readonly property int check: 32
    readonly property int radio: 28
    readonly property int meter: 8
    readonly property int selectedBar: 4
    readonly property int timeColumn: 80
    readonly property int axis: 24
    readonly property int gapRow: 44
    readonly property int conflictRow: 68
    readonly property int sheetWidth: 720
    readonly property int keyWidth: 96
    readonly property int keyHeight: 80
    readonly property int labelColumn: 72
    readonly property int signaturePad: 328
    readonly property int noticeStacked: 240
    readonly property int cardNarrow: 240

    // Icons
    readonly property real iconScale: 1 + (textScale - 1) / 2
    readonly property int iconTag: Math.round(16 * iconScale)
    readonly property int iconLine: Math.round(20 * iconScale)
    readonly property int iconButton: Math.round(24 * iconScale)
    readonly property int iconRail: 28
    readonly property int iconFace: 48

    // Motion in milliseconds
    readonly property int quick: reduceMotion ? 0 : 120
    readonly property int sheetIn: reduceMotion ? 0 : 180
    readonly property int flash: reduceMotion ? 0 : 400

    function pick(light: string, darkValue: string, sunlit: string): color {
        return mode === Theme.Dark ? darkValue : mode === Theme.Sunlight ? sunlit : light;
    }
}
