/// An element with what it has.
public struct XMLElement: Hashable, Sendable {
    /// The name, with its prefix.
    public let name: String
    /// The name without its prefix, in lower case.
    public let localName: String
    /// The attributes, in order.
    public var attributes: [XMLAttribute]
    /// Its own text, that of its elements not included.
    public var text = ""
    /// The elements in it.
    public var children: [XMLElement] = []
    /// Where it stands in the document, in octets.
    public var range: Range<Int>
    /// Whether reading ended in it.
    public var isCut = false

    init(name: String, attributes: [XMLAttribute], range: Range<Int>) {
        self.name = name
        localName = Self.local(name)
        self.attributes = attributes
        self.range = range
    }

    /// The first attribute of one of these names, which are in lower case; prefixes and case do not matter.
    public func attribute(_ names: String...) -> String? { attribute(in: names) }

    /// What stands in the attribute, or else in the element in it, of one of these names, which are in lower case.
    public func value(_ names: String...) -> String? { value(in: names) }

    func value(in names: [String]) -> String? {
        if let value = attribute(in: names) { return value }
        for name in names {
            if let child = children.first(where: { $0.localName == name }) { return child.text.trimmedBlanks }
        }
        return nil
    }

    private func attribute(in names: [String]) -> String? {
        for name in names {
            if let found = attributes.first(where: { $0.localName == name }) { return found.value.trimmedBlanks }
        }
        return nil
    }

    static func local(_ name: String) -> String {
        if name.utf8.allSatisfy({ $0 != 0x3a && !(0x41...0x5a).contains($0) }) { return name }
        return (name.split(separator: ":").last.map(String.init) ?? name).lowercased()
    }

    /// This element and all in it, in the order in which they stand; what `isLeaf` says yes to is not looked into.
    func walk(isLeaf: (XMLElement) -> Bool = { _ in false }, _ body: (XMLElement) -> Void) {
        var waiting = [self]
        while let element = waiting.popLast() {
            body(element)
            if !isLeaf(element) { waiting.append(contentsOf: element.children.reversed()) }
        }
    }
}

/// A whole document, or what could be read of it.
public struct XMLDocument: Hashable, Sendable {
    /// The outermost element; `nil` when there was none.
    public private(set) var root: XMLElement?
    /// Why reading ended before the document did; `nil` when it is whole.
    public private(set) var error: XMLError?
    /// Whether the document is broken: `root` is what was read before that.
    public var isBroken: Bool { error != nil }

    /// Reads as much of a document as there is; elements that are not closed end where the reading ended.
    public init(
        tolerating bytes: Span<UInt8>, limits: XMLLimits = XMLLimits(), encoding: XMLEncoding = .utf8
    ) {
        var reader = XMLReader(limits: limits, encoding: encoding)
        var open: [XMLElement] = []
        do throws(XMLError) {
            while true {
                guard let token = try reader.next(in: bytes) else { break }
                take(token, &open, from: reader.elementStart, to: reader.position)
            }
        } catch {
            self.error = error
            while !open.isEmpty {
                open[open.count - 1].isCut = true
                take(.end, &open, from: reader.position, to: reader.position)
            }
        }
    }

    /// Reads a document.
    ///
    /// - Throws: where it is broken, or larger than the limits.
    public init(
        _ bytes: Span<UInt8>, limits: XMLLimits = XMLLimits(), encoding: XMLEncoding = .utf8
    ) throws(XMLError) {
        self.init(tolerating: bytes, limits: limits, encoding: encoding)
        if let error { throw error }
    }

    private mutating func take(_ token: XMLToken, _ open: inout [XMLElement], from start: Int, to end: Int) {
        switch token {
        case .start(let name, let attributes):
            open.append(XMLElement(name: name, attributes: attributes, range: start..<end))
        case .text(let text): if !open.isEmpty { open[open.count - 1].text += text }
        case .end:
            guard var element = open.popLast() else { return }
            element.range = element.range.lowerBound..<max(end, element.range.upperBound)
            if open.isEmpty { root = element } else { open[open.count - 1].children.append(element) }
        }
    }
}

extension String {
    /// Without blanks at both ends.
    var trimmedBlanks: String {
        if let first = utf8.first, let last = utf8.last, (0x21...0x7e).contains(first), (0x21...0x7e).contains(last) {
            return self
        }
        var text = self[...]
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
