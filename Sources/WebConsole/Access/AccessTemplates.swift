/// The pages of logging in and of one's own account. They are not made from the REST API: they are the way to it.
enum AccessTemplates {
    static let all = ["login": login, "welcome": welcome, "password": password, "account": account]

    private static let login = """
        <div class="gate">
        <h1>Log in</h1>
        {{#banner}}<p class="banner">{{banner}}</p>{{/banner}}
        {{#problem}}<div class="problem" role="alert" id="problem">{{problem}}</div>{{/problem}}
        <form method="post" action="/login" class="card">
        <input type="hidden" name="to" value="{{to}}">
        <label for="name">User name
        <input id="name" name="name" value="{{name}}" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="128"{{^name}} autofocus{{/name}}></label>
        <label for="password">Password
        <input id="password" name="password" type="password" autocomplete="current-password" required maxlength="512"{{#name}} autofocus{{/name}}{{#problem}} aria-describedby="problem"{{/problem}}></label>
        {{#mayEndOldest}}<label class="row"><input type="checkbox" name="end-oldest" value="yes"> End my oldest session</label>{{/mayEndOldest}}
        <button>Log in</button>
        </form>
        {{^isEncrypted}}<p class="warning-box">This connection is not encrypted: others on the network can read the password.</p>{{/isEncrypted}}
        </div>
        """

    private static let welcome = """
        <div class="gate">
        <h1>Welcome, {{viewer.name}}</h1>
        <div class="card"><dl class="facts">
        <dt>Role</dt><dd>{{viewer.role}}</dd>
        <dt>Last log-in</dt><dd>{{#lastLogIn}}{{time(lastLogIn)}} UTC{{#lastSource}} from {{lastSource}}{{/lastSource}}{{/lastLogIn}}{{^lastLogIn}}never before{{/lastLogIn}}</dd>
        <dt>Failed attempts since</dt><dd>{{failedAttempts}}</dd>
        <dt>Your sessions</dt><dd>{{sessionCount}}</dd>
        </dl>
        {{#hasFailures}}<p class="warning-box">Somebody tried to log in with your name and failed. If it was not you, tell your administrator.</p>{{/hasFailures}}
        <div class="actions"><a class="button" href="{{to}}" autofocus>OK</a></div></div>
        </div>
        """

    private static let password = """
        <div class="gate">
        <h1>Change the password</h1>
        {{#isForced}}<p class="warning-box">This password must be changed before anything else.</p>{{/isForced}}
        {{>problem}}
        <form method="post" action="/password" class="card">{{>csrf}}
        <label for="username">User name
        <input id="username" name="username" value="{{viewer.name}}" autocomplete="username" readonly></label>
        <label for="old">Old password
        <input id="old" name="old" type="password" autocomplete="current-password" required maxlength="512" autofocus></label>
        <label for="new">New password
        <input id="new" name="new" type="password" autocomplete="new-password" required minlength="8" maxlength="512"></label>
        <label for="again">New password again
        <input id="again" name="again" type="password" autocomplete="new-password" required minlength="8" maxlength="512"></label>
        <p class="faint">8 to 128 characters; all letters, digits and signs are allowed.</p>
        <button>Change</button>
        </form></div>
        """

    private static let account = """
        <h1>{{viewer.name}}</h1>
        {{>problem}}
        <div class="columns"><section class="card"><h2>Your account</h2>
        <dl class="facts"><dt>Role</dt><dd>{{viewer.role}}</dd><dt>This session ends</dt>
        <dd>{{#endsAt}}{{time(endsAt)}} UTC, when it is not used{{/endsAt}}{{^endsAt}}when you log out{{/endsAt}}</dd></dl>
        <p><a href="/password">Change the password</a></p></section>
        <section class="card"><h2>Your sessions</h2>
        <ul>{{#sessions}}<li>{{source}} since {{time(began)}}{{#isThis}} <strong>(this one)</strong>{{/isThis}}<br><small>{{userAgent}}</small></li>{{/sessions}}</ul>
        </section></div>
        """
}
