import LogProtocols
import NetworkValues
import Testing

struct LogEncoderTests {
    private static let time = Timestamp(milliseconds: 1_795_435_200_042)

    private static func line(_ text: String = "TCP-Up 172.16.10.14:7793") -> LogLine {
        LogLine(
            priority: SyslogPriority(facility: 16, severity: 6), time: time, host: "ipbs3-1d-00-8d", app: "LOG_HTTP",
            text: text)
    }

    private func encoded(
        _ line: LogLine, _ format: LogFormat, _ framing: LogFraming = .none, limit: Int = 8192
    ) -> (text: String, isCut: Bool) {
        var octets: [UInt8] = []
        let isCut = LogEncoder(format: format, framing: framing, limit: limit).append(line, to: &octets)
        return (String(decoding: octets, as: UTF8.self), isCut)
    }

    @Test func `the devices' own form is the priority and the text`() {
        #expect(encoded(Self.line(), .device).text == "<134>TCP-Up 172.16.10.14:7793")
        #expect(SyslogPriority.device(class: 0).rawValue == 134 && SyslogPriority.device(class: 7).rawValue == 190)
    }

    @Test func `RFC 3164 and RFC 5424`() {
        var line = Self.line()
        #expect(
            encoded(line, .rfc3164).text == "<134>Nov 23 12:00:00 ipbs3-1d-00-8d LOG_HTTP: TCP-Up 172.16.10.14:7793")
        #expect(
            encoded(line, .rfc5424).text
                == "<134>1 2026-11-23T12:00:00.042Z ipbs3-1d-00-8d LOG_HTTP - - - TCP-Up 172.16.10.14:7793")
        line.processID = "17"
        line.messageID = "alarm"
        line.sequenceID = 42
        line.record = 42
        line.device = "00013e1d008d"
        line.code = "0x00030204"
        line.topic = "tcp"
        line.address = "10.0.0.7"
        #expect(
            encoded(line, .rfc5424).text
                == #"<134>1 2026-11-23T12:00:00.042Z ipbs3-1d-00-8d LOG_HTTP 17 alarm [meta sequenceId="42"][origin ip="10.0.0.7"][ipdect@8072 record="42" topic="tcp" device="00013e1d008d" code="0x00030204"] TCP-Up 172.16.10.14:7793"#
        )
        line.time = Timestamp(seconds: 1_793_620_800)
        #expect(encoded(line, .rfc3164).text.hasPrefix("<134>Nov  2 12:00:00 ipbs3-1d-00-8d LOG_HTTP[17]: "))
    }

    @Test func `framings stand around the line`() {
        #expect(encoded(Self.line("x"), .device, .lineFeed).text == "<134>x\n")
        #expect(encoded(Self.line("x"), .device, .octetCounting).text == "6 <134>x")
    }

    @Test func `no text can look like the end of a line, and no name like a field`() {
        var line = Self.line("a\nb\r\u{0}c\td")
        #expect(encoded(line, .device, .lineFeed).text == "<134>a#012b#015#000c\td\n")
        line.host = "two words\n"
        line.app = ""
        #expect(encoded(line, .rfc5424).text.contains(" two?words? - - - - "))
        line.topic = #"a"b]c\"#
        #expect(encoded(line, .rfc5424).text.contains(#"topic="a\"b\]c\\""#))
    }

    @Test func `what is too long is cut where a character ends, and marked`() {
        let result = encoded(Self.line(String(repeating: "ü", count: 400)), .device, limit: 480)
        #expect(result.isCut && result.text.utf8.count <= 480 && result.text.hasSuffix(" [cut, 805 octets]"))
        #expect(!result.text.contains("\u{FFFD}"))
        #expect(!encoded(Self.line(String(repeating: "x", count: 475)), .device, limit: 480).isCut)
    }

    @Test func `what is written is read back`() {
        var random = SplitMix(state: 3)
        for _ in 0..<500 {
            var line = Self.line(String(repeating: "m", count: Int.random(in: 1...300, using: &random)))
            line.processID = Bool.random(using: &random) ? "\(UInt16.random(in: 0...9999, using: &random))" : ""
            line.sequenceID = UInt32.random(in: 1...2_147_483_647, using: &random)
            line.time = Timestamp(milliseconds: Int64.random(in: 946_684_800_000...4_102_444_800_000, using: &random))
            let bytes = Array(encoded(line, .rfc5424).text.utf8)
            let view = SyslogView(bytes.span, receivedAt: Self.time)
            #expect(view.format == .rfc5424 && view.time == line.time && view.priority == line.priority)
            #expect(String(decoding: bytes[view.message], as: UTF8.self) == line.text)
            #expect(String(decoding: bytes[view.processID], as: UTF8.self) == line.processID)
        }
    }
}
