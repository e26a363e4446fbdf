import { expect, test } from "vitest";
import { templateEscapesOf } from "#lib/weights/chat-template.ts";

test.each([
  "{{ ''.__class__.__base__ }}",
  "{{ x.__init__.__globals__ }}",
  "{{ [].__class__.__mro__[1].__subclasses__() }}",
  "{{ self.__dict__ }}",
  "{{ self._TemplateReference__context }}",
  "{{ request|attr('application') }}",
  "{{ x | attr(y) }}",
  "{{ x|attr\n('a') }}",
  "{{ cycler.__init__ }}",
  "{{ joiner() }}",
  "{{ lipsum }}",
  "{{ os.popen('id').read() }}",
  "{{ os . environ }}",
  "{{ popen }}",
  "{{ getattr(x, 'y') }}",
  "{{ x['__cl' ~ 'ass__'] }}",
  "{{ x['__' + y + '__'] }}",
  "{{ x[y ~ 'ss__'] }}",
  "{% import 'other' as other %}",
  "{%- include 'other' %}",
  "{% from 'other' import thing %}",
  "{% extends 'other' %}",
])("%s wants out of the sandbox", (text) => {
  expect(templateEscapesOf(`{% for m in messages %}${text}{% endfor %}`)).not.toEqual([]);
});

test.each([
  "{{ bos_token }}{% for m in messages %}{{ '<|im_start|>' + m['role'] + '\\n' + m['content'] + '<|im_end|>' }}{% endfor %}",
  "{% set ns = namespace(is_first=false, is_tool=false) %}{{ ns.is_first }}",
  "{{ messages[0].content | trim | default('') }}",
  "{%- if tools %}{{ tools | tojson(indent=4) }}{%- endif %}",
  "{{ raise_exception('Roles must alternate user/assistant/user/assistant/...') }}",
  "{% macro render(tool) %}{{ tool.name }}{% endmacro %}{{ render(tools[0]) }}",
  "{{ strftime_now('%d %b %Y') }}{{ 'Cutting Knowledge Date: ' + date_string }}",
  "{% if loop.first and system_message is defined %}<<SYS>>{{ system_message }}<</SYS>>{% endif %}",
  "{% generation %}{{ message['content'] }}{% endgeneration %}",
  "{{ '__' }}{{ message.name.split('__')[0] }}",
  "{{ messages | selectattr('role', 'equalto', 'user') | list | length }}",
  "Repos: the OS importer, from here on, includes attributes.",
])("%s is an ordinary template", (text) => {
  expect(templateEscapesOf(text)).toEqual([]);
});

test("each way out is named once, and not without end", () => {
  const many = Array.from({ length: 50 }, (_, index) => `{{ __way${index}__ }}`).join("");
  expect(templateEscapesOf(many)).toHaveLength(20);
  expect(templateEscapesOf("{{ cycler }}{{ cycler }}")).toEqual(["cycler"]);
});
