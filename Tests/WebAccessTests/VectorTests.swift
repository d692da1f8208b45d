import NetworkValues
import Settings
import Testing

@testable import WebAccess

/// What others computed.
struct VectorTests {
    private func derived(_ password: String, _ salt: String, n: Int, r: Int, p: Int) -> String {
        let cost = PasswordHash.Cost(n: n, r: r, p: p)
        return hexadecimal(PasswordHash.derive(Secret(password), Array(salt.utf8), cost, length: 64) ?? [])
    }

    @Test func `scrypt gives the keys of RFC 7914 section 12`() {
        #expect(
            derived("", "", n: 16, r: 1, p: 1)
                == "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
                + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906")
        #expect(
            derived("password", "NaCl", n: 1024, r: 8, p: 16)
                == "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640")
        #expect(
            derived("pleaseletmein", "SodiumChloride", n: 16_384, r: 8, p: 1)
                == "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887")
    }

    @Test func `the hash of the default password is that of the default password`() {
        // Computed by Python's hashlib.scrypt.
        #expect(
            Account.atFirstStart.password.text
                == "scrypt$16384$8$1$jx0MalLpSzeY1Meh8D5rJQ$438a--z4g3cNowo_EGxwWwIByc_8IcqZ6OKLzysfRTM")
        #expect(Account.atFirstStart.password.matches(Secret(Account.defaultPassword)))
        #expect(!Account.atFirstStart.password.matches(Secret("changeMe")))
    }

    @Test(arguments: [
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
    ])
    func `the answers of RFC 7616 3.9.1 are right`(algorithm: String, response: String) throws {
        let field =
            "Digest username=\"Mufasa\", realm=\"http-auth@example.org\", uri=\"/dir/index.html\", algorithm=\(algorithm), "
            + "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", nc=00000001, "
            + "cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\", qop=auth, response=\"\(response)\", "
            + "opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\""
        guard case .digest(let answer) = try AuthorizationField(field) else {
            Issue.record("no answer of Digest")
            return
        }
        let key = DigestAnswer.key(
            answer.function, name: "Mufasa", realm: "http-auth@example.org", password: "Circle of Life")
        #expect(answer.matches(key, method: "GET"))
        #expect(!answer.matches(key, method: "PUT"))
        let other = DigestAnswer.key(
            answer.function, name: "Mufasa", realm: "http-auth@example.org", password: "circle of life")
        #expect(!answer.matches(other, method: "GET"))
    }

    @Test func `base 64 is that of RFC 4648 section 10`() {
        let vectors = ["": "", "f": "Zg==", "fo": "Zm8=", "foo": "Zm9v", "foob": "Zm9vYg==", "foobar": "Zm9vYmFy"]
        for (plain, encoded) in vectors {
            #expect(Base64.encode(Array(plain.utf8), .standard) == encoded)
            #expect(Base64.decode(encoded, .standard) == Array(plain.utf8))
        }
        #expect(Base64.encode([0xfb, 0xff]) == "-_8")
        #expect(Base64.decode("-_8") == [0xfb, 0xff])
        for wrong in ["Z", "Zh", "Zg=", "Z===", "Zm9v=", "Zm 9v", "-_8", "Zm8\n"] {
            #expect(Base64.decode(wrong, .standard) == nil)
        }
    }
}
