import Testing
import WebAccess

/// The pages of SNMP, forwarding and service reports.
struct ServicePageTests {
    // MARK: SNMP

    private static func fillSNMP(_ api: AskedAPI) {
        api.answer(
            "GET snmp",
            """
            {"isEnabled":true,"listening":["127.0.0.1:161"],"engineID":"0x8000","engineBoots":3,
             "counters":{"snmpInPkts":12345,"snmpInBadVersions":0},
             "targets":[{"name":"night <watch>","address":"10.0.0.1:162","version":"2c","sent":7,"failed":1,"filtered":2,
                         "waiting":3,"lastError":"no route"}]}
            """)
        api.answer(
            "GET config/modules",
            #"[{"name":"SNMP0-TARGET","summary":"Who is told.","present":[],"options":[]},{"name":"LOG0","summary":"","present":[],"options":[]}]"#
        )
    }

    @Test func `SNMP is shown with its targets and what was counted`() async throws {
        let visitor = try ConsoleVisitor()
        Self.fillSNMP(visitor.api)
        let page = try await visitor.look("/snmp")
        #expect(page.has("answers managers") && page.has("127.0.0.1:161") && page.has("night &lt;watch&gt;"))
        #expect(page.has("no route") && page.has("snmpInPkts") && !page.has("snmpInBadVersions"))
        #expect(page.has("/settings/SNMP0-TARGET") && !page.has("/settings/LOG0\""))
    }

    @Test func `a test is sent to one target or to all, and its outcome is shown`() async throws {
        let visitor = try ConsoleVisitor()
        Self.fillSNMP(visitor.api)
        visitor.api.answer(
            "POST snmp/test-notification?target=night%20%3Cwatch%3E",
            #"[{"target":"night <watch>","address":"10.0.0.1:162","isSent":false,"message":"no <route>"}]"#)
        let one = try await visitor.send("/snmp/test", ["target": "night <watch>"])
        #expect(one.status == 200 && one.has("not sent") && one.has("no &lt;route&gt;"))
        visitor.api.answer("POST snmp/test-notification", "[]")
        #expect(try await visitor.send("/snmp/test").has("No notification target is set."))
        visitor.api.refuse("POST snmp/test-notification", "SNMP is off", status: 409)
        let refused = try await visitor.send("/snmp/test")
        #expect(refused.status == 409 && refused.has(#"role="alert""#) && refused.has("SNMP is off"))
        let auditor = try ConsoleVisitor([.read])
        Self.fillSNMP(auditor.api)
        #expect(try await !auditor.look("/snmp").has("/snmp/test"))
        #expect(try await auditor.send("/snmp/test").status == 403)
    }

    // MARK: Forwarding

    @Test func `forwarding shows backlog, errors and proof of delivery`() async throws {
        let visitor = try ConsoleVisitor([.read])
        visitor.api.answer(
            "GET logs/servers",
            """
            [{"index":1,"name":"<loki>","transport":"relp","address":"10.0.0.1:2514","isOnBackup":true,"state":"failed","sent":50000,
              "acknowledged":49000,"waiting":1000,"repeated":3,"filtered":0,"truncated":0,"setAside":1,"dropped":2,"failures":4,
              "isAcknowledged":true,"allowsUntrusted":true,"lastError":"refused <x>","lastAcknowledged":"2026-11-28T07:59:00Z",
              "refusals":[{"number":77,"reason":"too <long>","time":"2026-11-28T07:00:00Z"}]},
             {"index":2,"name":"","transport":"udp","address":"10.0.0.2:514","isOnBackup":false,"state":"connected","sent":1,
              "acknowledged":0,"waiting":0,"repeated":0,"filtered":0,"truncated":0,"setAside":0,"dropped":0,"failures":0,
              "isAcknowledged":false,"allowsUntrusted":false,"lastError":"","refusals":[]}]
            """)
        visitor.api.answer(
            "GET logs/relay",
            """
            {"isEnabled":true,"listeners":[{"transport":"tls","address":"0.0.0.0:6514","error":"in use"}],"connections":4,
             "sources":[{"address":"192.0.2.9","received":5,"bytes":2000,"truncated":0,"overRate":0,"overload":0,"refused":0}]}
            """)
        visitor.api.answer(
            "GET alarm-servers",
            """
            [{"index":1,"name":"desk","url":"https://h/<a>","form":"json","sent":1,"repeated":0,"failures":9,"setAside":0,"dropped":0,
              "position":1,"lastError":"status 500","refusals":[]}]
            """)
        visitor.api.answer("GET alarm-collector", #"{"isEnabled":true,"path":"/alarms","taken":8,"refused":1}"#)
        visitor.api.answer(
            "GET remote-write",
            """
            [{"index":1,"url":"http://prom/<w>","state":"failing","sent":10,"sentBytes":2048,"retries":1,
              "dropped":{"too_old":5},"lastError":"timeout"}]
            """)
        let page = try await visitor.look("/forwarding")
        #expect(page.status == 200 && page.has("&lt;loki&gt;") && !page.has("<loki>") && page.has("on its backup"))
        #expect(page.has("49\u{202f}000 records") && page.has("this way of sending has no acknowledgement"))
        #expect(page.has("certificate is not checked") && page.has("too &lt;long&gt;") && page.has("in use"))
        #expect(
            page.has("5 too old") && page.has("https://h/&lt;a&gt;") && page.has("192.0.2.9") && page.has("/alarms"))
    }

    @Test func `nothing to forward to is said`() async throws {
        let visitor = try ConsoleVisitor([.read])
        visitor.api.answer("GET logs/servers", "[]")
        let page = try await visitor.look("/forwarding")
        for sentence in ["No log server is set up.", "No alarm server is set up.", "Figures are written to no server."]
        {
            #expect(page.has(sentence))
        }
    }

    // MARK: Reports

    private static let reports = """
        {"schedule":{"schedule":"sunday 03:15","nextDue":"2026-11-29T03:15:00Z","url":"https://s/<d>","waiting":[4],"lastError":"no <way>","failures":1},
         "reports":[
          {"id":6,"state":"making","redaction":"names","author":"anna <a>","startedAt":"2026-11-28T07:59:58Z","phase":"journal","progress":0.456,
           "pageOctets":0,"archiveOctets":0,"pageName":"","archiveName":"","error":""},
          {"id":5,"state":"finished","redaction":"none","author":"","startedAt":"2026-11-27T07:59:58Z","phase":"packing","progress":1,
           "pageOctets":1200000,"archiveOctets":3400000,"pageName":"r.html","archiveName":"r.tar.gz","error":""},
          {"id":4,"state":"failed","redaction":"none","author":"","startedAt":"2026-11-26T07:59:58Z","phase":"page","progress":0.1,
           "pageOctets":0,"archiveOctets":0,"pageName":"","archiveName":"","error":"disk <full>"}]}
        """

    @Test func `reports are listed with how far they are`() async throws {
        let visitor = try ConsoleVisitor([.read, .report])
        visitor.api.answer("GET reports", Self.reports)
        let page = try await visitor.look("/reports")
        #expect(page.has(#"max="100" value="46" aria-label="Progress of report 6""#) && page.has("journal"))
        #expect(page.has(#"href="/api/v1/reports/5/report.html" download="r.html""#) && page.has("1.2 MB"))
        #expect(!page.has("/api/v1/reports/4/") && !page.has("/api/v1/reports/6/") && page.has("disk &lt;full&gt;"))
        #expect(
            page.has("anna &lt;a&gt;") && page.has("sunday 03:15") && page.has("report 4") && page.has("no &lt;way&gt;")
        )
        #expect(page.has("Addresses and names") && page.has("/settings/REPORT0"))
    }

    @Test func `a report is made and deleted`() async throws {
        let visitor = try ConsoleVisitor([.report])
        visitor.api.answer("GET reports", Self.reports)
        #expect(try await visitor.send("/reports", ["redaction": "addresses"]).place == "/reports")
        #expect(visitor.api.lastContent["redaction"] as? String == "addresses")
        #expect(try await visitor.send("/reports/5/delete").place == "/reports")
        #expect(visitor.api.changes.last?.call == "DELETE reports/5")
        visitor.api.refuse("POST reports", "report 6 is being made", status: 409)
        let refused = try await visitor.send("/reports", ["redaction": "names"])
        #expect(refused.status == 409 && refused.has("report 6 is being made"))
        #expect(refused.has(#"value="names" checked"#) && !refused.has("/settings/REPORT0"))
        #expect(try await ConsoleVisitor([.read]).look("/reports").status == 403)
    }

    @Test func `an agent without reports says so`() async throws {
        let page = try await ConsoleVisitor().look("/reports")
        #expect(page.status == 200 && page.has("makes no service reports") && !page.has("Make a report"))
    }
}
