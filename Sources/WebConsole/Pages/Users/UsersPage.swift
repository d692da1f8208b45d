/// The users of the console (manual 3.4): their accounts and sessions, and the tokens of the REST API.
struct UsersPage: ConsolePage {
    let path = "/users"
    let right = "accounts"
    let template = """
        <h1>Users</h1>
        {{#viewer.may.read}}<p>How users log in, for how long, and from where is in <a href="/settings/HTTP0-ACCESS">HTTP0-ACCESS</a>.</p>{{/viewer.may.read}}
        {{>problem}}
        {{#result}}<div class="card" role="status"><h2>The new token</h2>
        <p>This is the only time that the token <strong>{{name}}</strong> is shown. Keep it where only its program can read it.</p>
        <p><code class="once">{{token}}</code></p>
        <p class="faint">Programs send it as <code>Authorization: Bearer …</code>.</p></div>{{/result}}
        <h2>Accounts</h2>
        <div class="scroll" tabindex="0" role="region" aria-label="Accounts"><table>
        <thead><tr><th scope="col">Name</th><th scope="col">Role</th><th scope="col">State</th><th scope="col">Last log-in</th><th scope="col">Failed since</th></tr></thead>
        <tbody>{{#accounts}}<tr>
        <th scope="row"><a href="/users/{{number}}">{{name}}</a>{{#longName}}<br><small>{{longName}}</small>{{/longName}}</th>
        <td class="nowrap">{{roleTitle}}</td>
        <td>{{#isWell}}may log in{{/isWell}}{{#isDisabled}}<span class="badge disabled">disabled</span> {{/isDisabled}}{{#mustChangePassword}}<span class="badge warning">must change the password</span> {{/mustChangePassword}}\
        {{#isBlocked}}<span class="badge error">blocked from {{blockedSources}} places for {{duration(blockedSeconds)}}</span>{{/isBlocked}}</td>
        <td>{{#lastLogIn}}{{ago(lastLogIn)}} ago<br><small>{{time(lastLogIn)}}{{#lastSource}} from {{lastSource}}{{/lastSource}}</small>{{/lastLogIn}}{{^lastLogIn}}never{{/lastLogIn}}</td>
        <td class="right">{{failedAttempts}}</td>
        </tr>{{/accounts}}</tbody></table></div>
        {{#viewer.may.manage-accounts}}
        <details class="do" id="create"{{#open.create}} open{{/open.create}}><summary>Create an account</summary>
        <form method="post" action="/users" class="card" autocomplete="off">{{>csrf}}
        {{#draft}}{{>account-fields}}{{/draft}}
        <div class="actions"><button>Create</button></div></form></details>
        {{/viewer.may.manage-accounts}}
        <h2>Sessions</h2>
        <div class="scroll" tabindex="0" role="region" aria-label="Sessions"><table>
        <thead><tr><th scope="col">User</th><th scope="col">From</th><th scope="col">Began</th><th scope="col">Last used</th><th scope="col">Browser</th><th scope="col">End</th></tr></thead>
        <tbody>{{#sessions}}<tr><th scope="row">{{name}}<br><small>{{role}}</small></th><td class="nowrap">{{source}}{{#hasCertificate}}<br><small>with a certificate</small>{{/hasCertificate}}</td>
        <td class="nowrap">{{time(began)}}</td><td class="nowrap">{{ago(lastUse)}} ago</td><td><small>{{userAgent}}</small></td>
        <td class="nowrap">{{#isThis}}this one{{/isThis}}{{^isThis}}{{#mayEnd}}<form class="inline" method="post" action="/users/sessions/{{number}}/end" data-ask="End the session of {{name}} from {{source}}?">{{>csrf}}
        <button class="danger small">End<span class="hidden"> session {{number}} of {{name}}</span></button></form>{{/mayEnd}}{{/isThis}}</td></tr>{{/sessions}}
        {{^sessions}}<tr><td colspan="6">Nobody is logged in.</td></tr>{{/sessions}}</tbody></table></div>
        <h2 id="tokens">Tokens of the REST API</h2>
        <div class="scroll" tabindex="0" role="region" aria-label="Tokens"><table>
        <thead><tr><th scope="col">For</th><th scope="col">Allows</th><th scope="col">Until</th><th scope="col">From</th><th scope="col">Last used</th>{{#viewer.may.manage-access}}<th scope="col">Revoke</th>{{/viewer.may.manage-access}}</tr></thead>
        <tbody>{{#tokens}}<tr><th scope="row">{{name}}</th><td>{{#scopes}}{{.}} {{/scopes}}</td>
        <td class="nowrap">{{#expires}}{{time(expires)}}{{#isExpired}} <span class="badge error">expired</span>{{/isExpired}}{{/expires}}{{^expires}}no end{{/expires}}</td>
        <td>{{#networks}}{{.}} {{/networks}}{{^networks}}everywhere{{/networks}}</td>
        <td class="nowrap">{{#lastUse}}{{ago(lastUse)}} ago<br><small>from {{lastSource}}</small>{{/lastUse}}{{^lastUse}}not since the start{{/lastUse}}</td>
        {{#viewer.may.manage-access}}<td><form class="inline" method="post" action="/users/tokens/{{number}}/revoke" data-ask="Revoke the token {{name}}? Its program is refused at once.">{{>csrf}}
        <button class="danger small">Revoke<span class="hidden"> {{name}}</span></button></form></td>{{/viewer.may.manage-access}}</tr>{{/tokens}}
        {{^tokens}}<tr><td colspan="6">There is no token.</td></tr>{{/tokens}}</tbody></table></div>
        {{#viewer.may.manage-access}}
        <details class="do" id="make-token"{{#open.token}} open{{/open.token}}><summary>Make a token</summary>
        <form method="post" action="/users/tokens" class="card">{{>csrf}}
        {{#token}}<div class="field"><label for="t-name">For</label><div class="control"><input id="t-name" name="name" value="{{name}}" maxlength="64" required{{#wrong.name}} aria-invalid="true" aria-describedby="t-name-wrong"{{/wrong.name}}>
        {{#wrong.name}}<p class="wrong" id="t-name-wrong">{{wrong.name}}</p>{{/wrong.name}}<p class="help">The program that uses it.</p></div></div>
        <div class="field"><span class="label" id="t-scopes">Allows</span><div class="control"><div class="checks" role="group" aria-labelledby="t-scopes">
        {{#scopes}}<label><input type="checkbox" name="scopes" value="{{name}}"{{#isChosen}} checked{{/isChosen}}> {{name}}</label>{{/scopes}}</div>
        {{#wrong.scopes}}<p class="wrong">{{wrong.scopes}}</p>{{/wrong.scopes}}<p class="help">read: everything but accounts; users: as a user administrator; all: as a system administrator.</p></div></div>
        <div class="field"><label for="t-expires">Last day</label><div class="control"><input id="t-expires" name="expires" type="date" value="{{expires}}"{{#wrong.expires}} aria-invalid="true" aria-describedby="t-expires-wrong"{{/wrong.expires}}>
        {{#wrong.expires}}<p class="wrong" id="t-expires-wrong">{{wrong.expires}}</p>{{/wrong.expires}}<p class="help">UTC; empty for no end.</p></div></div>
        <div class="field"><label for="t-networks">Networks</label><div class="control"><input id="t-networks" name="networks" value="{{networks}}" size="40" placeholder="10.0.0.0/8, 192.0.2.7/32"{{#wrong.networks}} aria-invalid="true" aria-describedby="t-networks-wrong"{{/wrong.networks}}>
        {{#wrong.networks}}<p class="wrong" id="t-networks-wrong">{{wrong.networks}}</p>{{/wrong.networks}}<p class="help">From where it works; empty for everywhere.</p></div></div>{{/token}}
        <div class="actions"><button>Make it</button></div></form></details>
        {{/viewer.may.manage-access}}
        """

    var parts: [String: String] { ["account-fields": AccountForm.template] }

    var actions: [PageAction] {
        [
            PageAction("/users", right: "manage-accounts") { visit in
                let made = try await visit.api.send(.post, "accounts", try AccountForm.content(visit))
                return .done("/users", notice: "The account \(made["name"].text ?? "") is created.")
            },
            PageAction("/users/sessions/{number}/end", right: "accounts") { visit in
                try await visit.api.send(.delete, "sessions/\(visit.component("number"))")
                return .done("/users", notice: "The session is ended.")
            },
            PageAction("/users/tokens", right: "manage-access") { visit in
                var content: PageValue = [
                    "name": .text(visit.form["name"] ?? ""),
                    "scopes": .list(visit.form.all("scopes").map { .text($0) }),
                    "networks": .list(AccountForm.elements(visit.form["networks"])),
                ]
                if let expires = visit.form["expires"], !expires.isEmpty { content["expires"] = .text(expires) }
                return .result(try await visit.api.send(.post, "tokens", content))
            },
            PageAction("/users/tokens/{number}/revoke", right: "manage-access") { visit in
                try await visit.api.send(.delete, "tokens/\(visit.component("number"))")
                return .done("/users", notice: "The token is revoked.")
            },
        ]
    }

    func content(_ visit: PageVisit) async throws -> PageContent {
        let accounts = try await visit.api.get("accounts").elements.map { account in
            let isBlocked = (account["blockedSources"].integer ?? 0) > 0
            let isWell = !isBlocked && !account["isDisabled"].isTrue && !account["mustChangePassword"].isTrue
            return account.adding(["isBlocked": .flag(isBlocked), "isWell": .flag(isWell)])
        }
        let sessions = try await visit.api.get("sessions").elements.map { session in
            let isOwn = session["name"].text == visit.viewer.name
            return session.adding(["mayEnd": .flag(isOwn || visit.viewer.may("manage-access"))])
        }
        let isToken = visit.path == "/users/tokens"
        let wrong = visit.refusal?.value["at"] ?? .none
        let typed = isToken && visit.refusal != nil ? visit.form : PageForm()
        let scopes = ["read", "alarms", "radios", "settings", "capture", "report", "users", "all"]
        return PageContent(
            "Users",
            [
                "accounts": .list(accounts), "sessions": .list(sessions), "tokens": try await visit.api.get("tokens"),
                "draft": AccountForm.value(
                    visit, .record(["isNew": true, "role": "auditor"]), isRefused: visit.refusal != nil && !isToken),
                "token": [
                    "name": PageValue(typed["name"]), "expires": PageValue(typed["expires"]),
                    "networks": PageValue(typed["networks"]), "wrong": isToken ? wrong : .none,
                    "scopes": .list(
                        scopes.map { ["name": .text($0), "isChosen": .flag(typed.all("scopes").contains($0))] }),
                ],
                "open": [
                    "create": .flag(visit.refusal != nil && visit.form.isSet("role")),
                    "token": .flag(visit.refusal != nil && isToken),
                ],
            ])
    }
}
