import QtQuick

// A list of rows. Rows beyond its edge are not made ahead: Qt makes those piece by piece behind the screen, and a page that
// is left meanwhile says so as a fault ("destroyed during incubation"); at a flick they are in time without (bench frames).
ListView {
    cacheBuffer: 0
    clip: true
    boundsBehavior: Flickable.StopAtBounds
}
