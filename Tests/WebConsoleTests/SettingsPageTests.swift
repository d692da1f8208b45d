import Foundation
import Settings
import Testing
import WebAccess

/// The settings module by module.
struct SettingsPageTests {
    private static let options = """
        [{"name":"enable","kind":{"type":"flag","isList":false,"description":"nothing"},"isRequired":false,"help":"Answers.",
          "takesEffect":"reload","manualSection":"4.9.5"},
         {"name":"port","kind":{"type":"integer","isList":false,"minimum":1,"maximum":65535,"description":"a number from 1 to 65535"},
          "defaultValue":161,"isRequired":false,"help":"The port.","takesEffect":"restart"},
         {"name":"community","kind":{"type":"secret","isList":false,"description":"a secret"},"isRequired":false,"help":"Who may read.","takesEffect":"reload"},
         {"name":"mode","kind":{"type":"choice","isList":false,"choices":["on","off"],"description":"one of on, off"},
          "defaultValue":"on","isRequired":false,"help":"How.","takesEffect":"reload"},
         {"name":"kinds","kind":{"type":"choice","isList":true,"choices":["a","b"],"description":"a list"},"isRequired":false,"help":"Which.","takesEffect":"reload"},
         {"name":"allow","kind":{"type":"network","isList":true,"description":"a list of networks"},"isRequired":false,"help":"From where.","takesEffect":"reload"},
         {"name":"contact","kind":{"type":"text","isList":false,"description":"text"},"isRequired":true,"help":"Whom to call.","takesEffect":"reload"}]
        """
    private let visitor: ConsoleVisitor

    init() throws {
        visitor = try ConsoleVisitor()
        Self.fill(visitor.api)
    }

    private static func fill(_ api: AskedAPI) {
        api.answer(
            "GET config/modules",
            """
            [{"name":"SNMP0","summary":"Answers managers.","present":["SNMP0"],"options":\(options)},
             {"name":"SNMP0-TARGET","summary":"Who is told.","instances":{"first":1,"last":2},"present":["SNMP0-TARGET2"],"options":\(options)},
             {"name":"NEW0","summary":"Something new.","present":[],"options":[]}]
            """)
        api.answer(
            "GET config/modules/SNMP0",
            """
            {"name":"SNMP0","module":"SNMP0","isPresent":true,"secrets":["community"],
             "values":{"enable":true,"port":1161,"kinds":["b"],"allow":["10.0.0.0/8","192.0.2.0/24"],"contact":"<b>&\\"Eve\\""}}
            """)
        api.answer(
            "GET config/modules/SNMP0-TARGET2",
            #"{"name":"SNMP0-TARGET2","module":"SNMP0-TARGET","isPresent":true,"secrets":["community"],"values":{"contact":"x"}}"#
        )
    }

    @Test func `modules stand by topic with what is set`() async throws {
        let page = try await visitor.look("/settings")
        #expect(page.status == 200 && page.has("Network management (SNMP)") && page.has(">Other<"))
        #expect(page.has(#"<a href="/settings/SNMP0">SNMP0</a>"#) && page.has("1 of 2"))
        let found = try await visitor.look("/settings?search=whom%20call%20managers")
        #expect(found.has("/settings/SNMP0\"") && !found.has("NEW0"))
        #expect(try await visitor.look("/settings?search=nowhere").has("No module matches."))
    }

    @Test func `a form has a field for each kind of option, and no secret`() async throws {
        let page = try await visitor.look("/settings/SNMP0")
        #expect(page.has(#"<input type="checkbox" id="o-enable" name="o.enable" value="yes" checked"#))
        #expect(page.has(#"type="number" min="1" max="65535""#) && page.has(#"value="1161""#))
        #expect(page.has(#"<input type="password" id="o-community""#) && page.has(#"name="remove.community""#))
        #expect(page.has(#"<option value="">default: on</option>"#))
        #expect(page.has(#"name="o.kinds" value="b" checked"#) && !page.has(#"name="o.kinds" value="a" checked"#))
        #expect(page.has("10.0.0.0/8\n192.0.2.0/24</textarea>"))
        #expect(page.has("takes effect at restart") && page.has("Manual 4.9.5") && page.has("(needed)"))
        #expect(!page.has("<b>&") && page.has("&lt;b&gt;&amp;&quot;Eve&quot;"))
        for name in ["enable", "port", "community", "mode", "allow", "contact"] {
            #expect(page.has("<label for=\"o-\(name)\">") && page.has("id=\"h-\(name)\""), "\(name)")
        }
    }

    @Test func `only what is changed is sent`() async throws {
        visitor.api.answer(
            "PATCH config/modules/SNMP0",
            #"{"applied":["SNMP0"],"needsRestart":["SNMP0 /port"],"unknown":[],"warnings":["line 2: odd"]}"#)
        let done = try await visitor.send(
            "/settings/SNMP0/save",
            [
                "options": "yes", "o.port": "162", "o.community": "", "o.mode": "", "o.kinds": "b",
                "o.allow": "10.0.0.0/8,\r\n 192.0.2.0/24", "o.contact": "", "remove.community": "yes",
            ])
        #expect(done.status == 303 && done.place == "/settings/SNMP0", "\(done.text)")
        let content = visitor.api.lastContent
        #expect(Set(content.keys) == ["enable", "port", "community", "contact"])
        #expect(content["port"] as? String == "162" && content["enable"] is NSNull && content["community"] is NSNull)
        let page = try await visitor.look("/settings/SNMP0")
        #expect(page.has("In use now: SNMP0. After a restart of the agent: SNMP0 /port. Warning: line 2: odd."))
    }

    @Test func `an error stands beside its field, and what was typed stays but for secrets`() async throws {
        visitor.api.refuse("PATCH config/modules/SNMP0", "expected a port <1>", field: "port")
        let page = try await visitor.send(
            "/settings/SNMP0/save",
            ["options": "yes", "o.port": "99999", "o.community": "very secret", "o.contact": "typed \"this\""])
        #expect(page.status == 422 && page.has(#"role="alert""#))
        #expect(page.has(#"<p class="wrong" id="w-port">expected a port &lt;1&gt;</p>"#))
        #expect(page.has(#"aria-invalid="true" aria-describedby="w-port h-port""#) && page.has(#"value="99999""#))
        #expect(page.has("typed &quot;this&quot;") && !page.has("very secret"))
        #expect(!page.has(#"name="o.enable" value="yes" checked"#))
        #expect(visitor.api.lastContent["community"] as? String == "very secret")
    }

    @Test func `instances are listed, added and removed`() async throws {
        let list = try await visitor.look("/settings/SNMP0-TARGET")
        #expect(list.has("SNMP0-TARGET2") && list.has("/contact x") && list.has("/community (set)"))
        visitor.api.answer(
            "POST config/modules/SNMP0-TARGET",
            #"{"name":"SNMP0-TARGET1","change":{"applied":["SNMP0-TARGET1"],"needsRestart":[],"unknown":[],"warnings":[]}}"#,
            status: 201)
        let added = try await visitor.send(
            "/settings/SNMP0-TARGET/add", ["options": "yes", "o.contact": "new", "o.enable": "yes"])
        #expect(added.place == "/settings/SNMP0-TARGET" && visitor.api.lastContent["contact"] as? String == "new")
        #expect(try await visitor.look("/settings/SNMP0-TARGET").has("SNMP0-TARGET1 is added."))
        let removed = try await visitor.send("/settings/SNMP0-TARGET2/remove")
        #expect(removed.place == "/settings/SNMP0-TARGET")
        #expect(visitor.api.changes.last?.call == "DELETE config/modules/SNMP0-TARGET2")
        visitor.api.refuse("POST config/modules/SNMP0-TARGET", "is missing", field: "contact")
        let refused = try await visitor.send("/settings/SNMP0-TARGET/add", ["options": "yes", "o.port": "5"])
        #expect(refused.has(#"<details class="do" id="add" open>"#) && refused.has(#"id="w-contact">is missing"#))
    }

    @Test func `an auditor reads and changes nothing`() async throws {
        let auditor = try ConsoleVisitor([.read, .report])
        Self.fill(auditor.api)
        let page = try await auditor.look("/settings/SNMP0")
        #expect(page.status == 200 && page.has("10.0.0.0/8, 192.0.2.0/24") && page.has("(set)"))
        #expect(!page.has("/save") && !page.has("o.port"))
        #expect(try await !auditor.look("/settings/SNMP0-TARGET").has("<form class=\"inline\""))
        #expect(try await auditor.send("/settings/SNMP0/save", ["o.port": "1"]).status == 403)
        #expect(auditor.api.changes.isEmpty)
        let nobody = try ConsoleVisitor([.accounts])
        #expect(try await nobody.look("/settings").status == 403)
    }

    @Test func `a module that is not there is not found`() async throws {
        #expect(try await visitor.look("/settings/%3Cscript%3E").status == 404)
        let page = try await visitor.send("/settings/NOPE/save", ["options": "yes"])
        #expect(page.status == 404 && visitor.api.changes.isEmpty)
    }
}
