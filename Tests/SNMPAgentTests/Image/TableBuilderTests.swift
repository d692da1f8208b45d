import NetworkValues
import Testing

@testable import SNMPAgent

@Suite struct TableBuilderTests {
    let layout = TableLayout(entry: [1, 3, 6, 1, 2, 1, 2, 2, 1], columns: [1, 2, 5])

    func table(_ rows: [(UInt32, UInt64)], previous: EncodedTable? = nil, encoded: inout [UInt32]) -> EncodedTable {
        var builder = TableBuilder(layout, previous: previous)
        for (index, revision) in rows {
            builder.row(index, revision: revision) { row in
                encoded.append(index)
                row.integer(1, index)
                row.octetString(2, "eth\(index)")
                row.gauge32(5, revision)
            }
        }
        return builder.table()
    }

    @Test func `only rows that changed are encoded again`() {
        var encoded: [UInt32] = []
        let first = table([(1, 1), (2, 1), (3, 1)], encoded: &encoded)
        #expect(encoded == [1, 2, 3])
        encoded = []
        let second = table([(1, 1), (2, 2), (3, 1)], previous: first, encoded: &encoded)
        #expect(encoded == [2])
        #expect(second.rows[0] === first.rows[0])
        #expect(second.rows[1] !== first.rows[1])
        #expect(second.keys === first.keys)
    }

    @Test func `a table without a change is the previous one`() {
        var encoded: [UInt32] = []
        let first = table([(1, 1), (7, 4)], encoded: &encoded)
        #expect(table([(1, 1), (7, 4)], previous: first, encoded: &encoded) === first)
    }

    @Test func `rows come and go`() {
        var encoded: [UInt32] = []
        let first = table([(1, 1), (2, 1), (4, 1)], encoded: &encoded)
        encoded = []
        let second = table([(2, 1), (3, 1), (4, 1), (5, 1)], previous: first, encoded: &encoded)
        #expect(encoded == [3, 5])
        #expect(second.rows[0] === first.rows[1])
        #expect(second.rows[2] === first.rows[2])
        let third = table([(2, 1), (3, 1)], previous: second, encoded: &encoded)
        #expect(third.rowCount == 2)
        #expect(table([], previous: third, encoded: &encoded).rowCount == 0)
    }

    @Test func `rows out of order are sorted, and of equal ones the first stays`() throws {
        var encoded: [UInt32] = []
        let unsorted = table([(9, 1), (3, 2), (9, 3), (1, 4)], encoded: &encoded)
        #expect(unsorted.duplicates == 1)
        let image = try MIBImage([.table(unsorted)])
        #expect(image.get(layout.entry + [5, 9])?.content == [1])
        #expect(image.next(after: layout.entry + [1, 1])?.name == layout.entry + [1, 3])
        encoded = []
        _ = table([(1, 4), (3, 2), (9, 1)], previous: unsorted, encoded: &encoded)
        #expect(encoded.isEmpty)
    }

    @Test func `rows of another layout are not used`() {
        var encoded: [UInt32] = []
        let first = table([(1, 1)], encoded: &encoded)
        var builder = TableBuilder(TableLayout(entry: layout.entry, columns: [1]), previous: first)
        builder.row(1, revision: 1) { $0.integer(1, 5) }
        #expect(builder.table().rows[0] !== first.rows[0])
    }

    @Test func `an image finds the previous table by its layout`() throws {
        var encoded: [UInt32] = []
        let first = table([(1, 1)], encoded: &encoded)
        let image = try MIBImage([.table(first)])
        #expect(image.table(TableLayout(entry: layout.entry, columns: [5, 2, 1])) === first)
        #expect(image.table(TableLayout(entry: layout.entry, columns: [5])) == nil)
    }
}
