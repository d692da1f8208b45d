import Foundation
import WebServer

/// The settings as text (manual 4.14, 4.18, 4.23.6): shown with secrets masked, downloaded whole, restored from a file, and
/// changed by lines.
///
/// What was uploaded is checked first. Until it is applied it waits in this process and not in the page, because a backup
/// has secrets in it.
struct BackupPage: ConsolePage {
    private let waiting = WaitingTexts()

    let path = "/backup"
    let template = """
        <h1>Backup and restore</h1>
        {{>problem}}
        {{#result}}<section class="card" id="result"><h2>{{title}}</h2>
        {{#isUsable}}<p><span class="badge ok">can be used</span></p>{{/isUsable}}
        {{^isUsable}}<p><span class="badge error">cannot be used</span> Nothing was changed.</p>{{/isUsable}}
        {{#hasFindings}}<div class="scroll" tabindex="0" role="region" aria-label="What was found"><table>
        <thead><tr><th scope="col">Line</th><th scope="col">Severity</th><th scope="col">What was found</th></tr></thead>
        <tbody>{{#findings}}<tr><td class="right">{{#isInText}}{{line}}{{/isInText}}{{^isInText}}–{{/isInText}}</td><td><span class="badge {{severity}}">{{severity}}</span></td>
        <td>{{message}}{{#suggestion}} <small>Did you mean {{suggestion}}?</small>{{/suggestion}}</td></tr>{{/findings}}</tbody></table></div>{{/hasFindings}}
        <h3>What would be different</h3>
        {{#hasDifferences}}<div class="scroll" tabindex="0" role="region" aria-label="Differences"><table>
        <thead><tr><th scope="col">Module</th><th scope="col">Option</th><th scope="col">Change</th><th scope="col">Before</th><th scope="col">After</th></tr></thead>
        <tbody>{{#differences}}<tr><th scope="row" class="nowrap">{{module}}</th><td class="nowrap">{{option}}</td><td>{{kind}}</td>
        <td class="mono">{{#isSecret}}<span class="faint">secret</span>{{/isSecret}}{{old}}</td><td class="mono">{{#isSecret}}<span class="faint">secret</span>{{/isSecret}}{{new}}</td></tr>{{/differences}}</tbody></table></div>
        {{#more}}<p class="faint">And {{grouped(more)}} more.</p>{{/more}}{{/hasDifferences}}
        {{^hasDifferences}}<p>Nothing.</p>{{/hasDifferences}}
        {{#unknown}}<p class="warning-box">Not known, kept and skipped: {{unknown}}</p>{{/unknown}}
        {{#mayApply}}<form method="post" action="/backup/apply">{{>csrf}}<input type="hidden" name="number" value="{{number}}">
        <div class="actions"><button>{{apply}}</button> <a class="button quiet" href="/backup">Leave it</a></div></form>{{/mayApply}}
        </section>{{/result}}
        {{#viewer.may.settings}}
        <div class="columns"><section class="card"><h2>Backup</h2>
        <p>The whole settings file with its secrets: keep it where only you can read it.</p>
        <div class="actions"><a class="button" href="/api/v1/config/backup" download>Download the settings</a></div></section>
        <section class="card"><h2>Restore</h2>
        <form method="post" action="/backup/check" enctype="multipart/form-data">{{>csrf}}
        <div class="field"><label for="file">File</label><div class="control"><input id="file" type="file" name="file" required{{#refusal.at.file}} aria-invalid="true" aria-describedby="file-wrong"{{/refusal.at.file}}>
        {{#refusal.at.file}}<p class="wrong" id="file-wrong">{{refusal.at.file}}</p>{{/refusal.at.file}}
        <p class="help">All settings become those of the file. You see first what would be different.</p></div></div>
        <div class="actions"><button>Check the file</button></div></form></section></div>
        <section class="card"><h2>Change by lines</h2>
        <form method="post" action="/backup/lines">{{>csrf}}
        <div class="field"><label for="lines">Lines</label><div class="control"><textarea id="lines" name="lines" rows="6" spellcheck="false" placeholder="config add SNMP0 /contact &quot;Erika Mustermann&quot;"{{#refusal.at.lines}} aria-invalid="true" aria-describedby="lines-wrong"{{/refusal.at.lines}}>
        {{lines}}</textarea>
        {{#refusal.at.lines}}<p class="wrong" id="lines-wrong">{{refusal.at.lines}}</p>{{/refusal.at.lines}}
        {{#wasCut}}<p class="help">Secrets, and values of options that are not known, are not shown again: type them anew if you change the lines.</p>{{/wasCut}}
        <p class="help">As in the file: <code>config change MODULE /option value</code> states a module anew, <code>config add</code> sets options,
        <code>config rem</code> takes them out. You see first what would be different.</p></div></div>
        <div class="actions"><button>Check the lines</button></div></form></section>
        {{/viewer.may.settings}}
        <h2>Settings now</h2>
        <p>Secrets are masked.{{#isCut}} The text is cut here; <a href="/api/v1/config/text">the whole text</a>.{{/isCut}}</p>
        <pre class="settings" tabindex="0" role="region" aria-label="Settings">{{text}}</pre>
        """

    /// Octets of the settings that are shown on the page.
    private static let shownLimit = 60_000
    /// Differences that are shown.
    private static let differenceLimit = 200

    var actions: [PageAction] {
        let waiting = waiting
        return [
            PageAction("/backup/check", right: "settings") { visit in
                guard let file = visit.form.files["file"], !file.isEmpty else {
                    throw Self.refused("file", "choose a file first")
                }
                guard let text = String(validating: file, as: UTF8.self) else {
                    throw Self.refused("file", "expected text in UTF-8, got other octets; is it a settings file?")
                }
                let check = try await visit.api.send(
                    .post, "config/restore?check=true", type: "text/plain; charset=utf-8", file)
                let number = check["isUsable"].isTrue ? waiting.put(.whole(text), for: visit) : nil
                return .result(Self.shown(check, "The file", apply: "Restore these settings", number: number))
            },
            PageAction("/backup/lines", right: "settings") { visit in
                let lines = visit.form.exact("lines")?.replacing("\r\n", with: "\n") ?? ""
                guard !lines.allSatisfy(\.isWhitespace) else { throw Self.refused("lines", "type a line first") }
                let check = try await Self.check(lines, visit)
                let number = check["isUsable"].isTrue ? waiting.put(.lines(lines), for: visit) : nil
                return .result(Self.shown(check, "The lines", apply: "Apply the lines", number: number))
            },
            PageAction("/backup/apply", right: "settings") { visit in
                guard let text = waiting.take(visit.form["number"] ?? "", for: visit) else {
                    throw Problem(
                        status: 409, title: "Not there any more",
                        detail: "what was checked does not wait any more; check it again")
                }
                let (path, content) =
                    switch text {
                    case .whole(let text): ("config/restore", text)
                    case .lines(let text): ("config", text)
                    }
                let change = try await visit.api.send(
                    .post, path, type: "text/plain; charset=utf-8", Array(content.utf8))
                return .done("/backup", notice: SettingsChangeText.sentence(change))
            },
        ]
    }

    func content(_ visit: PageVisit) async throws -> PageContent {
        let text = try await visit.api.text("config/text")
        var values: PageValue = [
            "text": .text(String(decoding: text.utf8.prefix(Self.shownLimit), as: UTF8.self)),
            "isCut": .flag(text.utf8.count > Self.shownLimit),
        ]
        if let typed = visit.form.exact("lines"), visit.viewer.may("settings") {
            let names = try await SecretLines.names(visit)
            let shown = SecretLines.cut(typed, names)
            values["lines"] = .text(shown)
            values["wasCut"] = .flag(shown != typed)
        }
        return PageContent("Backup and restore", values)
    }

    private static func refused(_ field: String, _ detail: String) -> Problem {
        Problem(status: 422, title: "Nothing to check", detail: detail, field: field)
    }

    /// What lines would do: they are checked behind the settings that hold, and counted from their own first one.
    private static func check(_ lines: String, _ visit: PageVisit) async throws -> PageValue {
        var settings = try await visit.api.text("config/backup")
        if !settings.isEmpty, !settings.hasSuffix("\n") { settings += "\n" }
        let before = Int64(settings.count { $0.isNewline })
        var check = try await visit.api.send(
            .post, "config/check", type: "text/plain; charset=utf-8", Array((settings + lines).utf8))
        let findings = check["findings"].elements.compactMap { finding -> PageValue? in
            let line = finding["line"].integer ?? 0
            guard line == 0 || line > before else { return nil }
            return finding.adding(["line": .integer(max(0, line - before))])
        }
        check["findings"] = .list(findings)
        return check
    }

    private static func shown(_ check: PageValue, _ what: String, apply: String, number: String?) -> PageValue {
        let findings = check["findings"].elements.prefix(differenceLimit).map { finding in
            finding.adding(["isInText": .flag((finding["line"].integer ?? 0) > 0)])
        }
        let differences = check["differences"].elements
        let left = differences.count - differenceLimit
        return [
            "title": .text(what), "isUsable": check["isUsable"], "findings": .list(Array(findings)),
            "hasFindings": .flag(!findings.isEmpty),
            "differences": .list(Array(differences.prefix(differenceLimit))),
            "hasDifferences": .flag(!differences.isEmpty), "more": left > 0 ? .integer(Int64(left)) : .none,
            "unknown": .text(check["unknownModules"].elements.compactMap(\.text).joined(separator: ", ")),
            "mayApply": .flag(number != nil && !differences.isEmpty), "number": PageValue(number),
            "apply": .text(apply),
        ]
    }
}
