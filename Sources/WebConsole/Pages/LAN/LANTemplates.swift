/// The parts of the page of the LAN side.
enum LANTemplates {
    static let all = [
        "lan-port": port, "lan-neighbour": neighbour, "lan-vlan": vlan, "lan-dot1x": dot1x, "lan-dhcp": dhcp,
        "lan-rstp": rstp, "lan-statistics": statistics,
    ]

    private static let port = """
        <section class="card state {{mark}}"><h2>{{name}}{{#port}} <small>{{port}}</small>{{/port}}</h2>
        <p><span class="badge {{badge}}">{{#hasLink}}link up{{/hasLink}}{{^hasLink}}no link{{/hasLink}}</span>
        {{#isDataPort}}<span class="badge">carries the data</span>{{/isDataPort}}</p>
        {{#problem}}<p class="problem">{{problem}}</p>{{/problem}}
        <dl class="facts">{{>facts}}</dl>
        {{#hasRoutes}}<details id="routes-{{name}}"><summary>Routes</summary><div class="scroll" tabindex="0" role="region" aria-label="Routes of {{name}}"><table>
        <thead><tr><th scope="col">To</th><th scope="col">Gateway</th><th scope="col">Metric</th></tr></thead>
        <tbody>{{#routes}}<tr><td class="mono">{{destination}}</td><td class="mono">{{#gateway}}{{gateway}}{{/gateway}}{{^gateway}}on the link{{/gateway}}</td><td class="right">{{metric}}</td></tr>{{/routes}}</tbody></table></div></details>{{/hasRoutes}}
        {{#told}}<details id="told-{{name}}"><summary>What the device tells of itself by LLDP</summary><dl class="facts">{{>facts}}</dl></details>{{/told}}
        </section>
        """

    private static let neighbour = """
        <article class="card"><h3>{{title}} <small>on {{interface}}{{#port}} ({{port}}){{/port}}</small></h3>
        <dl class="facts">{{>facts}}</dl>
        {{#groups}}<details id="n-{{id}}"><summary>{{title}}<span class="hidden"> of {{of}}</span></summary><dl class="facts">{{>facts}}</dl></details>{{/groups}}
        </article>
        """

    private static let vlan = """
        <section class="card state {{mark}}"><h3>{{interface}}{{#port}} <small>{{port}}</small>{{/port}}</h3>
        <p><strong>{{decision}}</strong></p><p><span class="badge {{badge}}">{{words(state)}}</span> {{reason}}</p>
        {{#confirmUntil}}<p class="warning-box">Taken back at {{time(confirmUntil)}} UTC unless it is confirmed.</p>{{/confirmUntil}}
        <dl class="facts">{{>facts}}</dl>
        {{#hasNotes}}<ul>{{#notes}}<li>{{.}}</li>{{/notes}}</ul>{{/hasNotes}}
        {{#hasSteps}}<h4>What is done, or would be</h4><pre tabindex="0" aria-label="Steps for {{interface}}">{{#steps}}{{.}}
        {{/steps}}</pre>{{/hasSteps}}
        {{^hasSteps}}<p>Nothing must be done.</p>{{/hasSteps}}
        {{#viewer.may.settings}}<div class="actions">
        {{#mayApply}}<form method="post" action="/lan/{{path(interface)}}/vlan-apply" data-ask="Apply the VLAN of {{interface}} now? The connection may break.">{{>csrf}}<button class="danger">Apply now</button></form>{{/mayApply}}
        {{#isWaiting}}<form method="post" action="/lan/{{path(interface)}}/vlan-confirm">{{>csrf}}<button>Confirm</button></form>
        <form method="post" action="/lan/{{path(interface)}}/vlan-roll-back" data-ask="Take back the change of the VLAN of {{interface}}?">{{>csrf}}<button class="danger">Take it back</button></form>{{/isWaiting}}
        </div>{{/viewer.may.settings}}</section>
        """

    private static let dot1x = """
        <section class="card state {{mark}}"><h3>{{interface}}{{#port}} <small>{{port}}</small>{{/port}}</h3>
        <p><span class="badge {{badge}}">{{word}}</span> {{words(state)}}: {{reason}}</p>
        <dl class="facts">{{>facts}}</dl>
        <details id="eapol-{{interface}}"><summary>Counters</summary><dl class="facts">{{#counters}}{{>facts}}{{/counters}}</dl></details>
        {{#viewer.may.settings}}<div class="actions">
        <form method="post" action="/lan/{{path(interface)}}/log-on" data-ask="Authenticate {{interface}} anew? The connection may break for a moment.">{{>csrf}}<button class="quiet">Authenticate anew</button></form>
        <form method="post" action="/lan/{{path(interface)}}/log-off" data-ask="Log {{interface}} off? The switch may close its port, and this console may be cut off.">{{>csrf}}<button class="danger">Log off</button></form>
        </div>{{/viewer.may.settings}}</section>
        """

    private static let dhcp = """
        <section class="card"><h3>{{interface}}{{#port}} <small>{{port}}</small>{{/port}}, DHCP for IPv{{family}}</h3>
        <p><span class="badge {{badge}}">{{words(state)}}</span> mode {{mode}}</p>
        {{#hasProblems}}<ul class="problem">{{#problems}}<li>{{.}}</li>{{/problems}}</ul>{{/hasProblems}}
        {{#hasLease}}<dl class="facts">{{>facts}}</dl>{{/hasLease}}{{^hasLease}}<p>There is no lease.</p>{{/hasLease}}
        {{#hasOptions}}<div class="scroll" tabindex="0" role="region" aria-label="Vendor options"><table><caption>Vendor options</caption><thead><tr><th scope="col">Code</th><th scope="col">Option</th><th scope="col">Value</th></tr></thead>
        <tbody>{{#vendorOptions}}<tr><th scope="row">{{code}}</th><td>{{name}}</td><td>{{value}}{{#isIgnored}} <small>(passed over)</small>{{/isIgnored}}</td></tr>{{/vendorOptions}}</tbody></table></div>{{/hasOptions}}
        <details id="dhcp-{{interface}}-{{family}}"><summary>Counters and what happened</summary><dl class="facts">{{#counters}}{{>facts}}{{/counters}}</dl>
        <ul>{{#notes}}<li>{{time(at)}} {{text}}</li>{{/notes}}</ul></details></section>
        """

    private static let rstp = """
        {{^isEnabled}}<p>It is not watched.</p>{{/isEnabled}}
        {{#isEnabled}}<p>The data goes by <strong>{{dataPort}}</strong>: {{words(reason)}}.{{#lastMove}} It moved last at {{time(lastMove)}} UTC.{{/lastMove}}</p>
        {{#hasUnmet}}<div class="warning-box">What stands against RSTP:<ul>{{#unmet}}<li>{{.}}</li>{{/unmet}}</ul></div>{{/hasUnmet}}
        <div class="columns">{{#sides}}<section class="card"><h3>{{port}}{{#interface}} <small>{{interface}}</small>{{/interface}}</h3>
        <p><span class="badge {{badge}}">{{role}}</span> {{#hasLink}}link up{{/hasLink}}{{^hasLink}}no link{{/hasLink}}, {{#isForwarding}}the bridge forwards{{/isForwarding}}{{^isForwarding}}the bridge does not forward{{/isForwarding}}</p>
        <dl class="facts">{{>facts}}</dl></section>{{/sides}}</div>{{/isEnabled}}
        """

    private static let statistics = """
        <section class="card"><h3>{{interface}}{{#port}} <small>{{port}}</small>{{/port}}</h3>
        <p><small>Counted since {{#clearedAt}}{{time(clearedAt)}} UTC{{/clearedAt}}{{^clearedAt}}the link came up{{/clearedAt}}. LLDP's own counters are never cleared.</small></p>
        <dl class="facts">{{>facts}}</dl>
        {{#zeros}}<p><small>Zero: {{zeros}}.</small></p>{{/zeros}}
        <details id="counters-{{interface}}"><summary>LLDP<span class="hidden"> counters of {{interface}}</span></summary><dl class="facts">{{#lldp}}{{>facts}}{{/lldp}}</dl></details>
        {{#viewer.may.settings}}<form method="post" action="/lan/{{path(interface)}}/clear" data-ask="Set the statistics of {{interface}} to zero?">{{>csrf}}<button class="quiet small">Clear<span class="hidden"> the statistics of {{interface}}</span></button></form>{{/viewer.may.settings}}</section>
        """
}
