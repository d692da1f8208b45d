import Testing
import WebAccess

/// The settings as text: shown, restored, changed by lines.
struct BackupPageTests {
    private let visitor: ConsoleVisitor

    init() throws {
        visitor = try ConsoleVisitor()
        Self.fill(visitor.api)
    }

    private static func fill(_ api: AskedAPI) {
        api.answer("GET config/text", "config change SNMP0 /community ******** /contact \"<b>\"\n", type: "text/plain")
        api.answer("GET config/backup", "config change SNMP0 /community inside\n# two\n", type: "text/plain")
        api.answer(
            "GET config/modules",
            #"[{"name":"SNMP0","summary":"","present":[],"options":[{"name":"community","kind":{"type":"secret","isList":false}},{"name":"contact","kind":{"type":"text","isList":false}}]}]"#
        )
    }

    private static let differences = """
        [{"module":"SNMP0","option":"contact","kind":"changed","isSecret":false,"old":"<i>","new":"Erika"},
         {"module":"SNMP0","option":"community","kind":"changed","isSecret":true}]
        """

    /// The number of what waits, as the form of a page carries it.
    private func number(_ page: ConsoleVisitor.Shown) throws -> String {
        let marked = try #require(page.text.firstMatch(of: /name="number" value="(\d+)"/))
        return String(marked.1)
    }

    @Test func `the settings are shown as the API masks them`() async throws {
        let page = try await visitor.look("/backup")
        #expect(page.has("/community ********") && page.has("&lt;b&gt;") && page.has("/api/v1/config/backup"))
        let auditor = try ConsoleVisitor([.read])
        Self.fill(auditor.api)
        let read = try await auditor.look("/backup")
        #expect(
            read.has("********") && !read.has("config/backup") && !read.has("<textarea") && !read.has("type=\"file\""))
        #expect(try await auditor.upload("/backup/check", "x").status == 403)
    }

    @Test func `a file is checked, then applied as it was checked`() async throws {
        let call = "POST config/restore?check=true"
        visitor.api.answer(
            call, #"{"isUsable":true,"findings":[],"differences":\#(Self.differences),"unknownModules":["PHONE9"]}"#)
        let page = try await visitor.upload("/backup/check", "config change SNMP0 /community hidden-in-file\n")
        #expect(page.status == 200 && page.has("&lt;i&gt;") && page.has("Erika") && page.has("PHONE9"))
        #expect(!page.has("hidden-in-file"))
        visitor.api.answer(
            "POST config/restore", #"{"applied":["SNMP0"],"needsRestart":[],"unknown":[],"warnings":[]}"#)
        let number = try number(page)
        let done = try await visitor.send("/backup/apply", ["number": number])
        #expect(done.place == "/backup" && visitor.api.changes.last?.call == "POST config/restore")
        #expect(visitor.api.changes.last?.content == "config change SNMP0 /community hidden-in-file\n")
        let again = try await visitor.send("/backup/apply", ["number": number])
        #expect(again.status == 409 && again.has("check it again"))
    }

    @Test func `a file that cannot be used shows its lines and cannot be applied`() async throws {
        visitor.api.answer(
            "POST config/restore?check=true",
            """
            {"isUsable":false,"differences":[],"unknownModules":[],"findings":[
             {"line":17,"severity":"error","message":"expected <a port>","suggestion":"/port"}]}
            """)
        let page = try await visitor.upload("/backup/check", "config add SNMP0 /prt 1\n")
        #expect(page.has(">17<") && page.has("expected &lt;a port&gt;") && page.has("Did you mean /port?"))
        #expect(page.has("cannot be used") && !page.has("name=\"number\""))
        let empty = try await visitor.upload("/backup/check", "")
        #expect(empty.status == 422 && empty.has(#"id="file-wrong">choose a file first"#))
    }

    @Test func `lines are checked behind the settings that hold, and counted by themselves`() async throws {
        visitor.api.answer(
            "POST config/check",
            """
            {"isUsable":false,"differences":[],"unknownModules":[],"findings":[
             {"line":1,"severity":"warning","message":"was there before"},
             {"line":4,"severity":"error","message":"not right"}]}
            """)
        let lines = "config add SNMP0 /comunity hidden\nconfig add SNMP0 /community topsecret /contact \"a b\""
        let page = try await visitor.send("/backup/lines", ["lines": lines.replacing("\n", with: "\r\n")])
        #expect(visitor.api.changes.last?.content == "config change SNMP0 /community inside\n# two\n" + lines)
        #expect(page.has(">2<") && page.has("not right") && !page.has("was there before"))
        #expect(!page.has("topsecret") && !page.has("inside"))
        #expect(page.has("/community /contact &quot;a b&quot;</textarea>") && page.has("are not shown again"))
        #expect(!page.has("/comunity hidden") && page.has("/comunity"))
    }

    @Test func `lines are applied as they were checked`() async throws {
        visitor.api.answer(
            "POST config/check",
            #"{"isUsable":true,"findings":[],"differences":\#(Self.differences),"unknownModules":[]}"#)
        let page = try await visitor.send("/backup/lines", ["lines": "config add SNMP0 /community topsecret"])
        #expect(!page.has("topsecret"))
        visitor.api.refuse("POST config", "the file was changed by somebody else", status: 409)
        let refused = try await visitor.send("/backup/apply", ["number": try number(page)])
        #expect(refused.status == 409 && refused.has("changed by somebody else"))
        #expect(visitor.api.changes.last?.content == "config add SNMP0 /community topsecret")
        let other = try await visitor.send("/backup/apply", ["number": "999"])
        #expect(other.status == 409)
        #expect(try await visitor.send("/backup/lines", ["lines": "\r\n "]).has("type a line first"))
    }
}
