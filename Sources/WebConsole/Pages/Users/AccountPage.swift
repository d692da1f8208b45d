import Foundation
import WebServer

/// One account of the console: changed, disabled, unlocked, removed.
struct AccountPage: ConsolePage {
    let path = "/users/{number}"
    let right = "accounts"
    let template = """
        <p><a href="/users">Users</a></p>
        <h1>{{account.name}}{{#account.longName}} <small>{{account.longName}}</small>{{/account.longName}}</h1>
        {{>problem}}
        <div class="columns"><section class="card"><h2>Account</h2><dl class="facts">
        <dt>Role</dt><dd>{{account.roleTitle}}</dd>
        <dt>State</dt><dd>{{#account.isDisabled}}disabled{{/account.isDisabled}}{{^account.isDisabled}}may log in{{/account.isDisabled}}{{#account.mustChangePassword}}, must change the password{{/account.mustChangePassword}}</dd>
        <dt>Last log-in</dt><dd>{{#account.lastLogIn}}{{time(account.lastLogIn)}} UTC{{#account.lastSource}} from {{account.lastSource}}{{/account.lastSource}}{{/account.lastLogIn}}{{^account.lastLogIn}}never{{/account.lastLogIn}}</dd>
        <dt>Failed attempts since</dt><dd>{{account.failedAttempts}}</dd>
        <dt>Blocked</dt><dd>{{#isBlocked}}from {{account.blockedSources}} places for {{duration(account.blockedSeconds)}}{{/isBlocked}}{{^isBlocked}}no{{/isBlocked}}</dd>
        <dt>HTTP Digest</dt><dd>{{#account.hasDigest}}works{{/account.hasDigest}}{{^account.hasDigest}}does not work until the password is set again while it is on{{/account.hasDigest}}</dd>
        </dl>
        {{#viewer.may.manage-access}}{{#mayUnlock}}<form method="post" action="/users/{{account.number}}/unlock">{{>csrf}}
        <div class="actions"><button class="quiet">Unlock</button></div><p class="faint">Forgets failed attempts, so that log-in is possible at once.</p></form>{{/mayUnlock}}{{/viewer.may.manage-access}}
        </section>
        {{#account.isManageable}}<section class="card"><h2>Change</h2>
        <form method="post" action="/users/{{account.number}}" autocomplete="off">{{>csrf}}
        {{#draft}}{{>account-fields}}{{/draft}}
        <div class="actions"><button>Apply</button></div></form>
        {{^account.isDefault}}<form method="post" action="/users/{{account.number}}/remove" data-ask="Remove the account {{account.name}}? Its sessions end.">{{>csrf}}
        <div class="actions"><button class="danger">Remove the account</button></div></form>{{/account.isDefault}}
        {{#account.isDefault}}<p class="faint">The default account cannot be removed.</p>{{/account.isDefault}}
        </section>{{/account.isManageable}}</div>
        """

    var parts: [String: String] { ["account-fields": AccountForm.template] }

    var actions: [PageAction] {
        [
            PageAction("/users/{number}", right: "manage-accounts") { visit in
                let account = try await visit.api.send(
                    .patch, "accounts/\(visit.component("number"))", try AccountForm.content(visit))
                return .done("/users", notice: "The account \(account["name"].text ?? "") is changed.")
            },
            PageAction("/users/{number}/remove", right: "manage-accounts") { visit in
                try await visit.api.send(.delete, "accounts/\(visit.component("number"))")
                return .done("/users", notice: "The account is removed.")
            },
            PageAction("/users/{number}/unlock", right: "manage-access") { visit in
                try await visit.api.send(.post, "accounts/\(visit.component("number"))/unlock")
                return .done("/users/\(visit.component("number"))", notice: "The account is unlocked.")
            },
        ]
    }

    func content(_ visit: PageVisit) async throws -> PageContent {
        let account = try await visit.api.get("accounts/\(visit.component("number"))")
        let isOwn = account["name"].text == visit.viewer.name
        let names = account["certificateNames"].elements.compactMap(\.text).joined(separator: "\n")
        let set = account.adding(["certificateNames": .text(names), "isOwn": .flag(isOwn)])
        let failures = (account["failedAttempts"].integer ?? 0) + (account["blockedSources"].integer ?? 0)
        return PageContent(
            account["name"].text ?? "Account",
            [
                "account": account, "draft": AccountForm.value(visit, set, isRefused: visit.refusal != nil),
                "isBlocked": .flag((account["blockedSources"].integer ?? 0) > 0), "mayUnlock": .flag(failures > 0),
            ])
    }
}

/// The form of an account.
enum AccountForm {
    static let template = """
        <div class="field"><label for="a-name">User name</label><div class="control"><input id="a-name" name="name" value="{{name}}" maxlength="64" required autocomplete="off" spellcheck="false" autocapitalize="none"{{#wrong.name}} aria-invalid="true" aria-describedby="a-name-wrong"{{/wrong.name}}>
        {{#wrong.name}}<p class="wrong" id="a-name-wrong">{{wrong.name}}</p>{{/wrong.name}}</div></div>
        <div class="field"><label for="a-long">Name for people</label><div class="control"><input id="a-long" name="longName" value="{{longName}}" maxlength="128" size="40"{{#wrong.longName}} aria-invalid="true" aria-describedby="a-long-wrong"{{/wrong.longName}}>
        {{#wrong.longName}}<p class="wrong" id="a-long-wrong">{{wrong.longName}}</p>{{/wrong.longName}}</div></div>
        <div class="field"><label for="a-role">Role</label><div class="control"><select id="a-role" name="role"{{#wrong.role}} aria-invalid="true" aria-describedby="a-role-wrong"{{/wrong.role}}>
        {{#roles}}<option value="{{name}}"{{#isChosen}} selected{{/isChosen}}>{{title}}</option>{{/roles}}</select>
        {{#wrong.role}}<p class="wrong" id="a-role-wrong">{{wrong.role}}</p>{{/wrong.role}}
        <p class="help">A system administrator may do everything; an auditor reads and makes reports; a user administrator sees to the accounts of auditors.</p></div></div>
        {{#isOwn}}<div class="field"><span class="label">Password</span><div class="control"><a href="/password">Change your own password</a></div></div>{{/isOwn}}
        {{^isOwn}}<div class="field"><label for="a-password">{{#isNew}}Password{{/isNew}}{{^isNew}}New password{{/isNew}}</label><div class="control"><input id="a-password" name="password" type="password" autocomplete="new-password" maxlength="512"{{#isNew}} required{{/isNew}}{{#wrong.password}} aria-invalid="true" aria-describedby="a-password-wrong"{{/wrong.password}}>
        {{#wrong.password}}<p class="wrong" id="a-password-wrong">{{wrong.password}}</p>{{/wrong.password}}
        <p class="help">8 to 128 characters.{{^isNew}} Empty leaves it as it is.{{/isNew}}</p></div></div>
        <div class="field"><label for="a-again">Password again</label><div class="control"><input id="a-again" name="again" type="password" autocomplete="new-password" maxlength="512"{{#isNew}} required{{/isNew}}{{#wrong.again}} aria-invalid="true" aria-describedby="a-again-wrong"{{/wrong.again}}>
        {{#wrong.again}}<p class="wrong" id="a-again-wrong">{{wrong.again}}</p>{{/wrong.again}}</div></div>{{/isOwn}}
        <div class="field"><label for="a-must">Must change the password</label><div class="control"><input id="a-must" type="checkbox" name="mustChangePassword" value="yes"{{#mustChangePassword}} checked{{/mustChangePassword}}></div></div>
        <div class="field"><label for="a-disabled">Disabled</label><div class="control"><input id="a-disabled" type="checkbox" name="isDisabled" value="yes"{{#isDisabled}} checked{{/isDisabled}}>
        <p class="help">Nobody may log in to it.</p></div></div>
        <div class="field"><label for="a-names">Names in certificates</label><div class="control"><textarea id="a-names" name="certificateNames" rows="2" spellcheck="false"{{#wrong.certificateNames}} aria-invalid="true" aria-describedby="a-names-wrong"{{/wrong.certificateNames}}>
        {{certificateNames}}</textarea>
        {{#wrong.certificateNames}}<p class="wrong" id="a-names-wrong">{{wrong.certificateNames}}</p>{{/wrong.certificateNames}}
        <p class="help">E-mail addresses and user principal names that stand for the account, one a line, beside its own name.</p></div></div>
        """

    /// The account in the form: as it is set, or as it was typed once that was refused.
    static func value(_ visit: PageVisit, _ set: PageValue, isRefused: Bool) -> PageValue {
        var value = set
        // Only the form of an account has a role in it.
        if isRefused, visit.form.isSet("role") {
            let form = visit.form
            for name in ["name", "longName", "role", "certificateNames"] { value[name] = PageValue(form[name]) }
            for name in ["mustChangePassword", "isDisabled"] { value[name] = .flag(form.isSet(name)) }
            value["wrong"] = visit.refusal?.value["at"] ?? .none
        } else {
            value["wrong"] = [:]
        }
        let roles = [
            ("auditor", "Auditor"), ("user-administrator", "User Administrator"),
            ("system-administrator", "System Administrator"),
        ]
        let chosen = value["role"].text ?? "auditor"
        let offered = roles.filter { $0.0 == "auditor" || $0.0 == chosen || visit.viewer.may("manage-access") }
        value["roles"] = .list(
            offered.map { ["name": .text($0.0), "title": .text($0.1), "isChosen": .flag($0.0 == chosen)] })
        return value
    }

    /// What a form says, for the API.
    static func content(_ visit: PageVisit) throws -> PageValue {
        let form = visit.form
        let password = form.exact("password") ?? ""
        guard password == form.exact("again") ?? "" else {
            throw Problem(
                status: 422, title: "Not the same", detail: "the password was typed in two ways", field: "again")
        }
        var content: PageValue = [
            "name": .text(form["name"] ?? ""), "longName": .text(form["longName"] ?? ""),
            "role": .text(form["role"] ?? ""), "mustChangePassword": .flag(form.isSet("mustChangePassword")),
            "isDisabled": .flag(form.isSet("isDisabled")),
            "certificateNames": .list(elements(form["certificateNames"])),
        ]
        if !password.isEmpty { content["password"] = .text(password) }
        return content
    }

    /// The elements of a list that was typed, one a line or parted by commas.
    static func elements(_ text: String?) -> [PageValue] {
        (text ?? "").split { $0.isNewline || $0 == "," }
            .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }.map { .text($0) }
    }
}
