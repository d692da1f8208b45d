import LogProtocols
import NetworkValues
import Testing

struct FormTests {
    private func log(_ text: String) throws -> LogForm { try LogForm(Array(text.utf8).span) }
    private func alarm(_ text: String) throws -> AlarmForm { try AlarmForm(Array(text.utf8).span) }

    @Test func `a line of a log goes into a query and comes back`() throws {
        let form = LogForm(
            time: Timestamp(seconds: 1_795_435_200), from: "IP24-1d-00-8d",
            message: "LOG_HTTP 3 TCP-Up 172.16.10.14:7793 & 100% grün")
        let text = form.encoded().text
        #expect(
            text
                == "event=syslog&time=1795435200&date=20261123-120000&from=IP24-1d-00-8d&msg=LOG_HTTP%203%20TCP-Up%20172.16.10.14%3A7793%20%26%20100%25%20gr%C3%BCn"
        )
        #expect(try log(text) == form)
        #expect(try log("?" + text) == form)
    }

    @Test func `forms are read in any order, with blanks as plus, and without a clock`() throws {
        var form = try log("msg=a+b%20c%zz&from=x&event=syslog&time=0&date=19700101-000000")
        #expect(form.message == "a b c%zz" && form.from == "x" && form.time == nil)
        form = try log("event=syslog&date=20261123-120000&msg=x")
        #expect(form.time == Timestamp(seconds: 1_795_435_200))
        form = try log("event=syslog&msg=gr%FCn")
        #expect(form.message == "grün")
    }

    @Test func `what is no form is refused with what was expected`() {
        #expect(throws: FormError.self) { try log("event=cdr&msg=x") }
        #expect(throws: FormError.self) { try log("event=syslog") }
        #expect(throws: FormError.self) { try log("") }
        #expect(throws: FormError.self) { try log("msg=" + String(repeating: "x", count: 70_000)) }
        #expect(throws: FormError.self) { try alarm("type=alarm") }
        #expect(throws: FormError.self) { try alarm("type=rumour&code=1") }
    }

    @Test func `a message that is too long is cut where a character ends`() throws {
        let form = LogForm(time: nil, from: "x", message: String(repeating: "ü", count: 100))
        let (text, isCut) = form.encoded(limit: 51)
        #expect(isCut)
        let message = try log(text).message
        #expect(message == String(repeating: "ü", count: 25) + " [cut, 200 octets]")
    }

    @Test func `a message is cut so that its form is no longer than it may be`() throws {
        for message in [String(repeating: "ü", count: 100), String(repeating: "x", count: 300), "a b/c:ü" + "ü x"] {
            let form = LogForm(time: nil, from: "x", message: message)
            let whole = form.encoded().text.utf8.count
            for limit in [whole, whole - 1, 180, 150, 0] {
                let (text, isCut) = form.encoded(encodedLimit: limit)
                #expect(isCut == (limit < whole))
                // The mark is always there.
                #expect(text.utf8.count <= max(limit, 110), "\(text)")
                let read = try log(text).message
                #expect(isCut ? read.hasSuffix(" [cut, \(message.utf8.count) octets]") : read == message)
            }
        }
    }

    @Test func `alarms are read by all the names that are in use`() throws {
        let form = AlarmForm(
            kind: .alarm, severity: 2, code: 0x0003_0204, time: Timestamp(seconds: 1_795_435_200),
            host: "ipbs3-1d-00-8d",
            serial: "00013e1d008d", source: "DECT MASTER", text: "Radio down & lost")
        #expect(try alarm(form.encoded) == form)
        let other = try alarm(
            "activity=SET&sev=critical&code=197124&time=1795435200&name=ipbs3-1d-00-8d&mac=00013e1d008d&src=DECT+MASTER&msg=Radio%20down%20%26%20lost"
        )
        #expect(other == form)
        #expect(try alarm("type=clear&code=0x00030204").kind == .clear)
        #expect(try alarm("event=event&code=0x00030204").kind == .error)
        #expect(try alarm("type=alarm&code=0x1&severity=9").severity == 0)
    }
}
