import QtQuick
import FieldApp.ViewModels

// The sheets of the site, opened by name, over the page.
Item {
    id: sheets

    required property VisitViewModel vm
    required property Item over

    Connections {
        target: sheets.vm.site
        function onAsked(sheet: string): void {
            if (sheet === "take_away")
                takeAway.open = true;
            else if (sheet === "bring_back")
                bringBack.open = true;
            else if (sheet === "suggest")
                suggest.open = true;
        }
    }
    Connections {
        target: sheets.vm.site.coverage
        function onAsked(): void {
            coverage.open = true;
        }
    }
    CoverageSheet {
        id: coverage
        parent: sheets.over
        objectName: "coverageSheet"
        coverage: sheets.vm.site.coverage
    }
    TakeAwaySheet {
        id: takeAway
        parent: sheets.over
        objectName: "takeAwaySheet"
        site: sheets.vm.site
    }
    BringBackSheet {
        id: bringBack
        parent: sheets.over
        objectName: "bringBackSheet"
        site: sheets.vm.site
    }
    SuggestionSheet {
        id: suggest
        parent: sheets.over
        objectName: "suggestionSheet"
        site: sheets.vm.site
    }
}
