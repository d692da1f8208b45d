import SNMPProtocol
import Testing

@testable import SNMPAgent

@Suite struct MIBViewTests {
    func view(_ families: [(String, Bool)]) throws -> CompiledView {
        CompiledView(
            MIBView(name: "v", families: try families.map { try #require(MIBView.Family($0.0, isIncluded: $0.1)) }))
    }

    func contains(_ view: CompiledView, _ name: [UInt32]) -> Bool {
        view.contains(name, count: name.count)
    }

    @Test func `the longest family decides`() throws {
        let view = try view([("1.3.6.1.2.1", true), ("1.3.6.1.2.1.2", false), ("1.3.6.1.2.1.2.1", true)])
        #expect(contains(view, [1, 3, 6, 1, 2, 1, 1, 1, 0]))
        #expect(!contains(view, [1, 3, 6, 1, 2, 1, 2, 2, 1, 1, 1]))
        #expect(contains(view, [1, 3, 6, 1, 2, 1, 2, 1, 0]))
        #expect(!contains(view, [1, 3, 6, 1, 4]))
        #expect(!contains(view, [1, 3, 6, 1, 2]))
    }

    @Test func `a mask leaves sub-identifiers out`() throws {
        let view = try view([("1.3.6.1.2.1.2.2.1.*.3", true)])
        #expect(contains(view, [1, 3, 6, 1, 2, 1, 2, 2, 1, 10, 3]))
        #expect(!contains(view, [1, 3, 6, 1, 2, 1, 2, 2, 1, 10, 4]))
        let column: [UInt32] = [1, 3, 6, 1, 2, 1, 2, 2, 1, 10]
        #expect(view.membership(below: column, count: column.count) == .some)
    }

    @Test func `what stands below a prefix is known when no family goes deeper`() throws {
        let view = try view([("1.3.6.1.2", true), ("1.3.6.1.2.1.11", false)])
        func membership(_ name: [UInt32]) -> CompiledView.Membership { view.membership(below: name, count: name.count) }
        #expect(membership([1, 3, 6, 1, 2, 1, 1, 1]) == .all)
        #expect(membership([1, 3, 6, 1, 2, 1, 11, 1]) == .none)
        #expect(membership([1, 3, 6, 1, 2, 1]) == .some)
        #expect(membership([1, 3, 6, 1, 4]) == .none)
    }

    @Test func `everything is everything`() {
        #expect(CompiledView(.all).isEverything)
        #expect(!CompiledView(.none).isEverything)
        #expect(!contains(CompiledView(.none), [1, 3, 6]))
    }

    @Test(arguments: ["", "1..3", "1.3.x", "1.3.4294967296", "-1", "1.+3", String(repeating: "1.", count: 128) + "1"])
    func `what is no family is refused`(text: String) {
        #expect(MIBView.Family(text) == nil)
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `a walk through a view meets exactly what is in it`(seed: UInt64) throws {
        let random = try RandomImage(seed: seed)
        var generator = SplitMix(state: seed &* 31)
        let families = (0..<Int.random(in: 1...6, using: &generator)).compactMap { _ -> MIBView.Family? in
            guard let name = random.names.randomElement(using: &generator) else { return nil }
            let count = Int.random(in: 1...name.count, using: &generator)
            let mask = (0..<count).map { _ in Int.random(in: 0...5, using: &generator) > 0 }
            return MIBView.Family(Array(name.prefix(count)), mask: mask, isIncluded: Bool.random(using: &generator))
        }
        let mibView = MIBView(name: "v", families: families)
        let compiled = CompiledView(mibView)
        let expected = random.names.filter { name in
            families.filter { family in
                name.count >= family.subtree.count
                    && family.subtree.indices.allSatisfy { !family.mask[$0] || family.subtree[$0] == name[$0] }
            }
            .max { left, right in
                left.subtree.count == right.subtree.count
                    ? left.subtree.lexicographicallyPrecedes(right.subtree) : left.subtree.count < right.subtree.count
            }
            .map(\.isIncluded) ?? false
        }
        #expect(
            random.names.filter { contains(compiled, $0) } == expected
                || Set(families.map(\.subtree)).count < families.count)
    }

    @Test func `requests see only what is in their community's view`() throws {
        let views = [MIBView(name: "few", families: [try #require(MIBView.Family("1.3.6.1.4.1.*.9999.9999.2.1.*.3"))])]
        let policy = AccessPolicy(
            views: views,
            communities: [
                SNMPCommunity(name: "few".utf8, view: "few"), SNMPCommunity(name: "lost".utf8, view: "misspelt"),
                SNMPCommunity(name: "all".utf8),
            ], users: [])
        let engine = try TestEngine(policy: policy)
        let table = TestEngine.table
        let bulk = try #require(engine.ask(PDUType.getBulk.rawValue, [[1, 3]], second: 10, community: "few"))
        #expect(bulk.cells.map(\.name) == [table + [1, 3], table + [2, 3], table + [3, 3], table + [3, 3]])
        #expect(bulk.cells.last?.tag == 0x82)
        #expect(engine.ask(PDUType.get.rawValue, [table + [1, 1]], community: "few")?.cells.first?.tag == 0x80)
        #expect(engine.ask(PDUType.get.rawValue, [table + [1, 3]], community: "few")?.cells.first?.tag == 2)
        #expect(engine.ask(PDUType.set.rawValue, [table + [1, 1]], community: "few")?.status == 6)
        #expect(engine.ask(PDUType.getNext.rawValue, [[1, 3]], community: "lost")?.cells.first?.tag == 0x82)
        #expect(engine.ask(PDUType.getNext.rawValue, [[1, 3]], community: "all")?.cells.first?.tag == 4)
    }
}
