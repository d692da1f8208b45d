import DeviceProtocols
import Testing

struct XMLReaderTests {
    private func tokens(_ text: String, _ limits: XMLLimits = XMLLimits()) throws(XMLError) -> [XMLToken] {
        try tokens(Array(text.utf8), limits)
    }

    private func tokens(
        _ bytes: [UInt8], _ limits: XMLLimits = XMLLimits(), encoding: XMLEncoding = .utf8
    ) throws(XMLError) -> [XMLToken] {
        var reader = XMLReader(limits: limits, encoding: encoding)
        var tokens: [XMLToken] = []
        while let token = try reader.next(in: bytes.span) { tokens.append(token) }
        #expect(reader.position == bytes.count && reader.depth == 0 && reader.isRootClosed)
        return tokens
    }

    private func error(_ text: String, _ limits: XMLLimits = XMLLimits()) -> XMLError? {
        do throws(XMLError) {
            _ = try tokens(text, limits)
            return nil
        } catch {
            return error
        }
    }

    @Test func `elements, attributes and text come in order`() throws {
        let text = """
            <?xml version="1.0"?>
            <?xml-stylesheet type="text/xsl" href="fault_log.xsl"?>
            <!-- a <comment> --><list a='1' b = "two">
              <x/>text<y z="&quot;">in<![CDATA[<&>]]></y>
            </list>
            <!-- behind -->
            """
        #expect(
            try tokens(text) == [
                .start(
                    name: "list",
                    attributes: [XMLAttribute(name: "a", value: "1"), XMLAttribute(name: "b", value: "two")]),
                .start(name: "x", attributes: []), .end, .text("text"),
                .start(name: "y", attributes: [XMLAttribute(name: "z", value: "\"")]), .text("in"), .text("<&>"), .end,
                .end,
            ])
    }

    @Test(arguments: [
        ("&lt;&gt;&amp;&quot;&apos;", "<>&\"'"), ("&#65;&#x42;&#X43;", "ABC"), ("&#xe4;&#228;", "ää"),
        ("a & b &; &unknown; &#; &#x;", "a & b &; &unknown; &#; &#x;"),
        ("&#0;&#xd800;&#x110000;&#7;", "\u{fffd}\u{fffd}\u{fffd}\u{fffd}"),
        ("&amp;lt;", "&lt;"), ("&#+65;", "&#+65;"), ("&#99999999999;", "&#99999999999;"),
    ])
    func `references are resolved once, and what is none stays`(written: String, read: String) throws {
        #expect(try tokens("<a>\(written)</a>")[1] == .text(read))
        #expect(
            try tokens("<a b=\"\(written.replacing("\"", with: ""))\"/>")[0]
                == .start(name: "a", attributes: [XMLAttribute(name: "b", value: read)]))
    }

    @Test func `entities that a document declares are never expanded`() throws {
        let bomb = """
            <!DOCTYPE a [ <!ENTITY x "ha"> <!ENTITY y "&x;&x;]>"> <!-- > ' ] --> <?p ]> ?>
            <!ENTITY z SYSTEM "file:///etc/passwd"> ]><a>&y;&z;</a>
            """
        #expect(try tokens(bomb)[1] == .text("&y;&z;"))
        #expect(try tokens("<!DOCTYPE html PUBLIC \"-//W3C//DTD\" '>'><a/>").count == 2)
        #expect(error("<!DOCTYPE a [ <a/>")?.code == .truncated)
        #expect(error("<a><!DOCTYPE b></a>")?.code == .malformed)
    }

    @Test func `sloppy attributes are taken as they are meant`() throws {
        let read = try tokens("<a b=1 c d='x<y' e=http://h/p?a=b/>")
        #expect(
            read[0]
                == .start(
                    name: "a",
                    attributes: [
                        XMLAttribute(name: "b", value: "1"), XMLAttribute(name: "c", value: ""),
                        XMLAttribute(name: "d", value: "x<y"), XMLAttribute(name: "e", value: "http://h/p?a=b"),
                    ]))
        #expect(
            try tokens("<a b=\"1\n2\t3\"/>")[0]
                == .start(name: "a", attributes: [XMLAttribute(name: "b", value: "1 2 3")]))
    }

    @Test func `encodings are those that the document declares, or the caller knows`() throws {
        let latin = Array("<?xml version='1.0' encoding='ISO-8859-1'?><a>".utf8) + [0xfc] + Array("</a>".utf8)
        #expect(try tokens(latin)[1] == .text("ü"))
        #expect(try tokens(Array("<a>".utf8) + [0xfc] + Array("</a>".utf8), encoding: .latin1)[1] == .text("ü"))
        #expect(try tokens(Array("<a>".utf8) + [0x78, 0xfc, 0x79] + Array("</a>".utf8))[1] == .text("x\u{fffd}y"))
        #expect(try tokens([0xef, 0xbb, 0xbf] + Array("<a>ü</a>".utf8), encoding: .latin1)[1] == .text("ü"))
        #expect(try tokens(Array("<a>".utf8) + [0x00, 0x1b] + Array("</a>".utf8))[1] == .text("\u{fffd}\u{fffd}"))
        #expect(throws: XMLError.self) { try tokens([0xff, 0xfe, 0x3c, 0x00]) }
        #expect(throws: XMLError.self) { try tokens([0x3c, 0x00, 0x61, 0x00]) }
        let error = error("<?xml encoding=\"Shift_JIS\"?><a/>")
        #expect(error?.code == .encoding && error?.got == "Shift_JIS")
    }

    @Test(arguments: [
        ("", 0), ("  \n", 3), ("<a>", 3), ("<a", 0), ("<a b", 0), ("<a b=\"", 5), ("<a><b></a>", 6), ("</a>", 0),
        ("<a/><b/>", 4), ("text", 0), ("<a/>text", 4), ("<a></a", 3), ("<a><!--", 3), ("<a><![CDATA[", 3), ("< a/>", 1),
        ("<1/>", 1), ("<a><!x></a>", 3), ("<?x", 0), ("<a \"/>", 3), ("<a></a b>", 7),
    ])
    func `broken markup is an error that says where`(text: String, offset: Int) {
        let error = error(text)
        #expect(error?.offset == offset, "\(String(describing: error))")
        #expect(error?.expected.isEmpty == false && error?.got.isEmpty == false)
    }

    @Test func `limits hold`() {
        var limits = XMLLimits()
        limits.octets = 30
        #expect(error("<a>\(String(repeating: "x", count: 40))</a>", limits)?.code == .tooLarge)
        limits = XMLLimits()
        limits.depth = 3
        #expect(error("<a><b><c/></b></a>", limits) == nil)
        #expect(error("<a><b><c><d/></c></b></a>", limits)?.code == .tooLarge)
        limits.elements = 2
        #expect(error("<a><b/></a>", limits) == nil)
        #expect(error("<a><b/><b/></a>", limits)?.code == .tooLarge)
        limits.attributes = 1
        #expect(error("<a b='' c=''/>", limits)?.code == .tooLarge)
        limits.nameOctets = 4
        #expect(error("<abcd/>", limits) == nil)
        #expect(error("<abcde/>", limits)?.code == .tooLarge)
        limits.valueOctets = 5
        #expect(error("<a b='12345'>12345<![CDATA[12345]]></a>", limits) == nil)
        #expect(error("<a b='123456'/>", limits)?.code == .tooLarge)
        #expect(error("<a>123456</a>", limits)?.code == .tooLarge)
        #expect(error("<a><![CDATA[123456]]></a>", limits)?.code == .tooLarge)
    }

    @Test func `a broken document has what was read before`() throws {
        let text = "<list n='2'><x>one</x><y z='1'>two<p"
        let document = XMLDocument(tolerating: Array(text.utf8).span)
        #expect(document.isBroken && document.error?.offset == 34)
        let root = try #require(document.root)
        #expect(root.isCut && root.attribute("n") == "2" && root.children.map(\.name) == ["x", "y"])
        #expect(root.children.map(\.isCut) == [false, true] && root.children.map(\.text) == ["one", "two"])
        #expect(throws: XMLError.self) { try XMLDocument(Array(text.utf8).span) }
        #expect(XMLDocument(tolerating: Array("nothing".utf8).span).root == nil)
    }

    @Test func `elements know where they stand, and values have several names`() throws {
        let text = "<?xml version='1.0'?>\n<!-- c --><p:List><X A='1'/><name> two </name></p:List>"
        let document = try XMLDocument(Array(text.utf8).span)
        let root = try #require(document.root)
        #expect(root.localName == "list" && text.utf8.count == root.range.upperBound && root.range.lowerBound == 32)
        #expect(root.children[0].range == 40..<50 && root.children[0].attribute("b", "a") == "1")
        #expect(root.value("other", "name") == "two" && root.value("nothing") == nil)
    }
}
