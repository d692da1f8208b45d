import NetworkValues
import Testing

@Suite struct `Text with separators` {
    private func rows(_ text: String, separator: CSVSeparator? = nil) throws -> [[String]] {
        var reader = CSVReader(Array(text.utf8), separator: separator)
        var rows: [[String]] = []
        while let row = try reader.next() { rows.append(row.fields) }
        return rows
    }

    /// Rows and errors, each with its line.
    private func everything(_ bytes: [UInt8]) -> [String] {
        var reader = CSVReader(bytes)
        var out: [String] = []
        while true {
            do throws(CSVError) {
                guard let row = try reader.next() else { return out }
                out.append("\(row.line): \(row.fields.joined(separator: "|"))")
            } catch {
                out.append("\(error)")
            }
        }
    }

    @Test func `fields in quotes hold separators, quotes and ends of lines`() throws {
        #expect(try rows("a,\"b,\"\"c\"\"\r\nd\",e\r\nf") == [["a", "b,\"c\"\r\nd", "e"], ["f"]])
        #expect(try rows("a,,\"\"\n,\n") == [["a", "", ""], ["", ""]])
    }

    @Test func `blanks, empty lines and a byte order mark do not count`() throws {
        #expect(try rows("\u{feff} a , \"b\" ,c\t\r\r\n\n  \nd") == [["a", "b", "c"], ["d"]])
        #expect(try rows("").isEmpty)
        #expect(try rows("\u{feff}\r\n").isEmpty)
    }

    @Test(arguments: [
        ("a;b,c;d\n1,2,3", CSVSeparator.semicolon), ("x\n\na,b", .comma), ("a\tb c\td", .tabulator), ("a", .comma),
        ("\"a,b,c\";d", .semicolon), ("a;b,c", .comma),
    ])
    func `the separator is found out`(text: String, separator: CSVSeparator) {
        #expect(CSVReader(Array(text.utf8)).separator == separator)
    }

    @Test func `a row at fault is told and the next is read`() {
        #expect(
            everything(Array("a,b\n\"c\"d,e\nf,\"open\ng,h\ni".utf8)) == [
                "1: a|b", "line 2, field 1: expected a separator behind the closing quote",
                "line 3, field 2: expected a closing quote, got the end of the text", "4: g|h", "5: i",
            ])
        #expect(
            everything([0x61, 0x2c, 0xff, 0x0a, 0x62]) == [
                "line 1, field 2: expected UTF-8, got other octets", "2: b",
            ])
    }

    @Test func `what is too long is told`() {
        let long = String(repeating: "x", count: CSVReader.fieldLimit + 1)
        let many = String(repeating: ",", count: CSVReader.rowLimit)
        for text in [long, "\"\(long)\"", many] {
            let lines = everything(Array("\(text)\nb".utf8))
            #expect(lines.count == 2 && lines[0].contains("expected at most") && lines[1] == "2: b")
        }
    }

    @Test func `what is written is read as it was`() throws {
        let fields = ["", "a", "b,c;d\te", "\"", "f\r\ng", " h ", "=1+1", "'=1", "''@x", "'x", "-71", "+1 2", "ü"]
        for separator in CSVSeparator.allCases {
            var out: [UInt8] = []
            CSVRow.add(fields, separator: separator, to: &out)
            let read = try rows(String(decoding: out, as: UTF8.self), separator: separator)
            #expect(read.map { $0.map(CSVRow.unguarded) } == [fields])
        }
    }
}
