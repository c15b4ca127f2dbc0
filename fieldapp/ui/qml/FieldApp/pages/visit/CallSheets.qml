import QtQuick
import FieldApp.ViewModels

// The sheets that a call can ask for; each is opened by name, over the page.
Item {
    id: sheets

    required property VisitViewModel vm
    required property Item over

    Connections {
        target: sheets.vm.contact
        function onAsked(sheet: string): void {
            const found = { move: move, retry: retry, correct: correct, call_back: back, pass_on: passOn, confirm: confirm, card: card, late: late, way: way }[sheet];
            if (found !== undefined)
                found.open = true;
        }
    }
    MoveSheet {
        id: move
        parent: sheets.over
        objectName: "moveSheet"
        contact: sheets.vm.contact
        form: sheets.vm.form
    }
    RetrySheet {
        id: retry
        parent: sheets.over
        objectName: "retrySheet"
        contact: sheets.vm.contact
    }
    CorrectSheet {
        id: correct
        parent: sheets.over
        objectName: "correctSheet"
        contact: sheets.vm.contact
        form: sheets.vm.form
        told: sheets.vm.prepare.officeSaid
    }
    CallBackSheet {
        id: back
        parent: sheets.over
        objectName: "callBackSheet"
        contact: sheets.vm.contact
        call: sheets.vm.call
        onNobodyAnswered: retry.open = true
    }
    PassOnSheet {
        id: passOn
        parent: sheets.over
        objectName: "passOnSheet"
        contact: sheets.vm.contact
    }
    ConfirmSheet {
        id: confirm
        parent: sheets.over
        objectName: "confirmVisitSheet"
        contact: sheets.vm.contact
        call: sheets.vm.call
    }
    NoteCardSheet {
        id: card
        parent: sheets.over
        objectName: "noteCardSheet"
        card: sheets.vm.card
        contact: sheets.vm.contact
        call: sheets.vm.call
    }
    LateSheet {
        id: late
        parent: sheets.over
        objectName: "lateSheet"
        late: sheets.vm.late
        contact: sheets.vm.contact
        call: sheets.vm.call
    }
    WaySheet {
        id: way
        parent: sheets.over
        objectName: "waySheet"
        way: sheets.vm.way
        contact: sheets.vm.contact
    }
}
