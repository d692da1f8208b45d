import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Testing
import WebServer

@testable import WebConsole

/// What browsers, and those who only say they are one, send as forms.
struct FormTests {
    private static func form(_ octets: [UInt8], type: String? = "application/x-www-form-urlencoded") async throws
        -> PageForm
    {
        var headers: HTTPFields = [:]
        headers[.contentType] = type
        let head = HTTPRequest(method: .post, scheme: nil, authority: "agent", path: "/x", headerFields: headers)
        return try await PageForm(Request(head: head, body: RequestBody(buffer: ByteBuffer(bytes: octets))))
    }

    private static func form(_ text: String) async throws -> PageForm { try await form(Array(text.utf8)) }

    private static let boundary = "----x"
    private static let type = "multipart/form-data; boundary=----x"
    private static let lines: [String] = [
        "preamble", "------x", "Content-Disposition: form-data; name=\"csrf\"", "", "token", "------x",
        "Content-Disposition: form-data; name=\"file\"; filename=\"a.csv\"", "Content-Type: text/csv", "", "a,b", "--c",
        "------x--", "",
    ]
    private static let parts: [UInt8] = Array(lines.joined(separator: "\r\n").utf8)

    @Test func `fields are read as the URL standard has them`() async throws {
        let form = try await Self.form("a=1&b=%C3%A4+%2B&c&d=%&e=%4&f=%zz&a=2&=x&&g=a=b&h=%00")
        #expect(form["a"] == "2" && form.all("a") == ["1", "2"])
        #expect(form["b"] == "ä +" && form["c"] == "" && form["nothing"] == nil)
        #expect(form["d"] == "%" && form["e"] == "%4" && form["f"] == "%zz" && form["g"] == "a=b")
        #expect(form.exact("h") == "\0")
        let blanks = try await Self.form("a=+x+&b=%20")
        #expect(blanks["a"] == "x" && blanks.exact("a") == " x " && blanks.isSet("b"))
    }

    @Test func `files come whole, whatever lines they have`() async throws {
        let form = try await Self.form(Self.parts, type: Self.type)
        #expect(form["csrf"] == "token")
        #expect(form.files["file"] == Array("a,b\r\n--c".utf8))
    }

    @Test(arguments: ["text/plain", "application/json", "multipart/mixed; boundary=x", "multipart/form-data"])
    func `what is no form is refused`(type: String) async {
        await #expect(throws: Problem.self) { try await Self.form(Array("a=1".utf8), type: type) }
    }

    @Test func `too many fields and too many octets are refused`() async throws {
        let fields = String(repeating: "a=1&", count: PageForm.fieldLimit)
        #expect(try await Self.form(fields).all("a").count == PageForm.fieldLimit)
        await #expect(throws: Problem.self) { try await Self.form(fields + "b=1") }
        let part = Array("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n".utf8)
        var many: [UInt8] = []
        for _ in 0...PageForm.fieldLimit { many += part }
        many += Array("--x--".utf8)
        await #expect(throws: Problem.self) { try await Self.form(many, type: "multipart/form-data; boundary=x") }
        await #expect(throws: (any Error).self) {
            try await Self.form([UInt8](repeating: 0x61, count: PageForm.octetLimit + 1))
        }
    }

    /// Forms that were damaged in every way: each is read or refused as a problem, and what is read is no more than came.
    @Test func `damaged forms are read or refused, and make nothing up`() async throws {
        var random = Numbers(state: 42)
        let plain = Array("csrf=abc%20def&name=M%C3%BCller&list=a&list=b&check=on&empty=".utf8)
        var outcomes = (read: 0, refused: 0)
        for round in 0..<40_000 {
            let isFile = round % 2 == 0
            var octets = isFile ? Self.parts : plain
            for _ in 0...(random.below(4)) { Self.damage(&octets, &random) }
            do {
                let form = try await Self.form(
                    octets, type: isFile ? Self.type : "application/x-www-form-urlencoded")
                let read =
                    form.fields.reduce(0) { $0 + $1.value.unicodeScalars.count }
                    + form.files.values.reduce(0) { $0 + $1.count }
                #expect(read <= octets.count)
                outcomes.read += 1
            } catch is Problem {
                outcomes.refused += 1
            }
        }
        #expect(outcomes.read > 20_000 && outcomes.refused > 1000, "\(outcomes)")
    }

    @Test func `media types of all kinds name a boundary or none`() {
        var random = Numbers(state: 7)
        for _ in 0..<10_000 {
            var type = Array("multipart/form-data; boundary=\"abc\"; charset=utf-8".utf8)
            for _ in 0...(random.below(4)) { Self.damage(&type, &random) }
            let boundary = MultipartReader.boundary(of: String(decoding: type, as: UTF8.self))
            #expect(boundary.map { (1...70).contains($0.utf8.count) } ?? true)
        }
        #expect(MultipartReader.boundary(of: "multipart/form-data; boundary=\"a b\"; x=y") == "a b")
        let long = String(repeating: "a", count: 71)
        #expect(MultipartReader.boundary(of: "multipart/form-data; boundary=" + long) == nil)
    }

    /// A log-in leads to a place on this server, or to the overview.
    @Test(arguments: [
        "//evil", "/\\evil", "\\\\evil", "http://evil/", "https:evil", "javascript:alert(1)", "evil", "", " /x", "/a b",
        "/\u{9}/evil", "/\r\nSet-Cookie: a=b", "/ä", "///evil", "/" + String(repeating: "a", count: 2048),
    ])
    func `a log-in leads nowhere else`(place: String) {
        #expect(AccessPages.place(place) == "/")
    }

    @Test(arguments: ["/", "/alarms?severity=major&x=%2F", "/radios/a-1", "/x?to=//evil", "/%2F/evil", "/a//b"])
    func `a log-in leads back to where one was`(place: String) {
        #expect(AccessPages.place(place) == place)
    }

    private static func damage(_ octets: inout [UInt8], _ random: inout Numbers) {
        guard !octets.isEmpty else { return octets.append(UInt8(random.below(256))) }
        let place = random.below(octets.count)
        switch random.below(6) {
        case 0: octets[place] = UInt8(random.below(256))
        case 1: octets.remove(at: place)
        case 2: octets.removeLast(octets.count - place)
        case 3: octets.insert(contentsOf: [0x0d, 0x0a, 0x2d, 0x2d].prefix(1 + random.below(4)), at: place)
        case 4: octets.insert(contentsOf: octets[place..<min(octets.count, place + 1 + random.below(40))], at: place)
        default: octets[place] ^= 1 << UInt8(random.below(8))
        }
    }

    /// The same numbers in each run.
    private struct Numbers {
        var state: UInt64

        mutating func below(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
    }
}
