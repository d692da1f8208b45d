import DeviceFeeds
import NetworkValues
import Testing

@Suite struct `Files of devices` {
    private func read(_ text: String) -> DeviceListImport { DeviceListCSV.read(Array(text.utf8)) }

    @Test func `columns stand in any order and case, beside others`() {
        let result = read(
            """
            \u{feff}Name;Floor;IP Address;Interval (s);MAC;TYPE;Feeds;No\r
            Reception;3;192.0.2.33;30;00-01-3E-25-EC-3D;IPBS3;snmp traps;7\r
            ;;2001:db8::7;;;;;\r
            "Ward ""3"";\u{fc}";1;ipbs2-1d-00-8d.example;;;;;\r
            """)
        #expect(result.errors.isEmpty)
        #expect(result.unknownColumns == ["Floor"] && result.separator == .semicolon)
        #expect(
            result.entries == [
                DeviceListEntry(
                    number: 7, address: "192.0.2.33", kind: "ipbs3", name: "Reception",
                    mac: MACAddress("00:01:3e:25:ec:3d"), feeds: ["snmp", "traps"], interval: 30),
                DeviceListEntry(address: "2001:db8::7"),
                DeviceListEntry(address: "ipbs2-1d-00-8d.example", name: "Ward \"3\";ü"),
            ])
        #expect(result.lines == [2, 3, 4])
    }

    @Test(arguments: [
        ("0,192.0.2.1,,,,,,", "line 2, column number: expected 1 to 8192, got 0"),
        ("1x,192.0.2.1,,,,,,", "line 2, column number: expected 1 to 8192, got 1x"),
        (",192.0.2.256,,,,,,", "line 2, column address: expected an IP address or a host name, got 192.0.2.256"),
        (",-a.example,,,,,,", "line 2, column address: expected an IP address or a host name, got -a.example"),
        (",,,lonely,,,,", "line 2, column address: expected an IP address or a host name, got nothing"),
        (
            ",a,ipbs4,,,,,",
            "line 2, column kind: expected one of auto, ipbs1, ipbs2, ipbs3, ipbl, ipvm, got ipbs4"
        ),
        (
            ",a,,\"b\nc\",,,,",
            "line 2, column name: expected at most 64 characters, none of them a control character, got b\nc"
        ),
        (
            ",a,,,00:01:3e,,,",
            "line 2, column mac: expected a hardware address such as 00:01:3e:12:34:56, got 00:01:3e"
        ),
        (
            ",a,,,,,snmp modem,",
            "line 2, column feeds: expected feeds of snmp, http, traps, logs, forwarded with blanks between, got snmp modem"
        ),
        (",a,,,,,,90000", "line 2, column interval: expected 1 to 86400 seconds, got 90000"),
        (",a,,,,,,,x", "line 2: expected 8 fields, as the first row has, got 9"),
        (
            ",a,\"b\"c,,,,,",
            "line 2, column 3: expected a row (RFC 4180), got expected a separator behind the closing quote"
        ),
    ])
    func `an error names the line, the column, what was expected and what came`(row: String, error: String) {
        let result = read("number,address,kind,name,mac,credentials,feeds,interval\n\(row)\n,ok,,,,,,\n")
        #expect(result.errors.map(\.description) == [error])
        #expect(result.entries == [DeviceListEntry(address: "ok")])
    }

    @Test func `what two rows share is told`() {
        let result = read(
            """
            number,address,mac
            1,192.0.2.1,00:01:3e:00:00:01
            1,192.0.2.2,
            ,192.0.2.1,
            ,192.0.2.3,00:01:3e:00:00:01
            ,Base.example,
            ,base.EXAMPLE,
            """)
        #expect(result.entries.map(\.address) == ["192.0.2.1", "Base.example"])
        #expect(result.errors.map(\.line) == [3, 4, 5, 7])
        #expect(result.errors.map(\.column) == ["number", "address", "mac", "address"])
        #expect(result.errors.map(\.expected).allSatisfy { $0.hasPrefix("another value than line ") })
    }

    @Test(arguments: ["", "\n\n", "name,mac\nx,", "address,IP\na,b", "\"address\nx"])
    func `without a header nothing is read`(text: String) {
        let result = read(text)
        #expect(result.entries.isEmpty && result.errorCount == 1)
    }

    @Test func `files, errors and devices are bounded`() {
        #expect(DeviceListCSV.read([UInt8](repeating: 0x61, count: DeviceListCSV.sizeLimit + 1)).errorCount == 1)
        let many = read("address\n" + (1...9000).map { "d\($0)\n" }.joined())
        #expect(many.entries.count == 8192 && many.errors.map(\.line) == [8194])
        let wrong = read("address\n" + String(repeating: "?\n", count: 500))
        #expect(wrong.errors.count == DeviceListCSV.errorLimit && wrong.errorCount == 500)
    }

    @Test(arguments: CSVSeparator.allCases)
    func `what is written is read again, and no spreadsheet computes it`(separator: CSVSeparator) {
        let entries = [
            DeviceListEntry(
                number: 8192, address: "2001:db8::1", kind: "ipvm", name: "=HYPERLINK(\"x\")",
                mac: MACAddress("00:01:3e:12:34:56"), credentials: "@site", feeds: ["snmp", "http"], interval: 60),
            DeviceListEntry(address: "a", name: " a, b; c "), DeviceListEntry(address: "b", name: "'=1"),
            DeviceListEntry(address: "c", name: "+49 30"), DeviceListEntry(address: "d", name: "-x"),
        ]
        let bytes = DeviceListCSV.write(entries, separator: separator)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.hasPrefix("number") && text.hasSuffix("\r\n"))
        for start in ["=", "@", "+", "-"] {
            #expect(!text.contains("\(Character(Unicode.Scalar(separator.rawValue)))\(start)"))
        }
        let result = DeviceListCSV.read(bytes)
        #expect(result.entries == entries && result.errors.isEmpty && result.separator == separator)
    }
}
