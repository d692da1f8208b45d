import Testing

@testable import WebAccess
@testable import WebConsole

/// The pages of the air synchronization.
struct SyncPageTests {
    private static let region = """
        {"region":0,"name":"<script>alert(1)</script>","activeMaster":"ipbs3-00-00-01","referenceRegion":4,"hasReferenceSync":false,\
        "radios":3,"green":1,"yellow":1,"red":1,"calculations":7,"configurations":1234,"syncLost":5}
        """
    private static let tree = """
        {"region":{},"roots":[{"name":"ipbs3-00-00-01","deviceName":"Ward <b>1</b>","mac":"","mode":"master","state":"masterOK",\
        "color":"green","registration":"registered","syncLost":0,"candidates":[],"descendants":2,"children":[\
        {"name":"ipbs3-00-00-02","deviceName":"","mac":"","mode":"slave","state":"slaveOK","color":"yellow",\
        "registration":"registered","rssi":-88,"fer":17,"syncLost":3,"descendants":1,"children":[],\
        "candidates":[{"rfpi":"9013e24001","radio":"ipbs3-00-00-01","rssi":-88,"fer":17}]}]}]}
        """

    @Test func `regions show their counts, their master and their reference`() async throws {
        let visitor = try ConsoleVisitor()
        visitor.api.answer("GET sync", "[\(Self.region)]")
        let page = try await visitor.look("/sync")
        #expect(page.status == 200 && page.has("1 not synchronized") && page.has("region 4, not heard"))
        #expect(page.has("&lt;script&gt;alert(1)") && !page.has("<script>alert"))
    }

    @Test func `a site without regions says so`() async throws {
        let visitor = try ConsoleVisitor()
        visitor.api.answer("GET sync", "[]")
        #expect(try await visitor.look("/sync").has("No sync region is in use."))
    }

    private func visitor(_ rights: Set<Right> = Set(Right.allCases)) throws -> ConsoleVisitor {
        let visitor = try ConsoleVisitor(rights)
        visitor.api.answer("GET sync/0", Self.region)
        visitor.api.answer("GET sync/0/tree?depth=6&limit=110&candidates=1", Self.tree)
        return visitor
    }

    @Test func `a tree shows dots with words, signals, and whom a radio hears`() async throws {
        let page = try await visitor().look("/sync/0")
        #expect(page.has("<span class=\"dot yellow\"></span><span class=\"word\">poor</span>"))
        #expect(page.has("-88 dBm, FER 17 %") && page.has("active master"))
        #expect(page.has("title=\"strongest: ipbs3-00-00-01 -88 dBm 17 %\">hears 1</summary>"))
        // What the API left out below the depth is a link, not a hole.
        #expect(page.has("/sync/0?root=ipbs3-00-00-02#tree"))
        #expect(!page.has("lost 3×") && !page.has("Ward"))
    }

    @Test func `details show device names and losses`() async throws {
        let page = try await visitor().look("/sync/0?details=1")
        #expect(page.has("lost 3×") && page.has("Ward &lt;b&gt;1&lt;/b&gt;"))
    }

    @Test func `who may not change radios sees no forms`() async throws {
        let page = try await visitor([.read]).look("/sync/0")
        #expect(page.has("1&#8239;234") || page.has("1\u{202f}234"))
        #expect(!page.has("/sync/0/clear") && !page.has("/sync/0/name") && !page.has("resynchronize"))
        #expect(try await visitor([.read]).send("/sync/0/clear").status == 403)
    }

    @Test func `statistics are cleared, and the region resynchronized`() async throws {
        let visitor = try visitor()
        #expect(try await visitor.send("/sync/0/clear").place == "/sync/0")
        #expect(try await visitor.send("/sync/0/resynchronize").place == "/sync/0")
        #expect(visitor.api.changes.map(\.call) == ["POST sync/0/clear", "POST sync/0/resynchronize"])
    }

    @Test func `a wrong name or reference stands beside its field`() async throws {
        let visitor = try visitor()
        let page = try await visitor.send("/sync/0/name", ["name": "A", "reference": "300"])
        #expect(page.status == 422 && page.has("role=\"alert\""))
        #expect(
            page.has("<p class=\"wrong\">expected a sync region from 0 to 249, got 300</p>")
                && page.has("value=\"300\""))
        visitor.api.refuse("PUT sync/0", "too long", field: "name")
        let second = try await visitor.send("/sync/0/name", ["name": "long", "reference": ""])
        #expect(second.has("id=\"name-wrong\">too long</p>") && second.has("value=\"long\""))
    }

    @Test func `a large region is cut to what a page can hold`() async throws {
        func node(_ name: String, _ below: Int, _ children: String) -> String {
            """
            {"name":"\(name)","deviceName":"d","mode":"slave","state":"slaveOK","color":"green","registration":"registered",\
            "rssi":-60,"fer":0,"syncLost":0,"candidates":[\(Array(repeating: #"{"rfpi":"9013e24001","radio":"ipbs3-00-00-01","rssi":-88,"fer":17}"#, count: 12).joined(separator: ","))],\
            "descendants":\(below),"children":[\(children)]}
            """
        }
        // Three branches found room, the others stand for what is below them.
        let branches = (0..<8).map { branch in
            let leaves = branch < 3 ? (0..<30).map { node("n\(branch)-\($0)", 0, "") } : []
            return node("b\(branch)", 30, leaves.joined(separator: ","))
        }
        let visitor = try visitor()
        visitor.api.answer(
            "GET sync/0/tree?depth=6&limit=110&candidates=1",
            "{\"roots\":[\(node("top", 248, branches.joined(separator: ",")))],\"moreRoots\":7}")
        let page = try await visitor.look("/sync/0?details=1")
        #expect(page.status == 200 && page.has("n0-29") && page.has("7 more radios at the top"))
        #expect(page.has("root=b7#tree\">30 radios"))
        #expect((20_000..<100_000).contains(page.text.utf8.count))
    }
}
