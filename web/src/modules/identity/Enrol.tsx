// Turning on the second factor: password, picture, code, recovery codes.
import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useMutation } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { CopyButton } from '../../shared/components/CopyButton.tsx';
import { Field } from '../../shared/components/Page.tsx';
import { FormError } from '../../shared/components/States.tsx';
import { common, useWords } from '../../shared/i18n/index.ts';
import { confirmTotp, startTotp } from './api.ts';
import { identityWords } from './words.ts';

// The server's picture, drawn again from its outline, so that no markup of a string enters the page.
export function QrPicture({ svg, label }: { svg: string; label: string }) {
  const picture = useMemo(() => {
    const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
    const paths = [...root.querySelectorAll('path')].map((p) => p.getAttribute('d') ?? '');
    const rects = [...root.querySelectorAll('rect')].map((r) => ['x', 'y', 'width', 'height', 'fill'].map((a) => r.getAttribute(a) ?? ''));
    return { box: root.getAttribute('viewBox') ?? '0 0 100 100', paths, rects };
  }, [svg]);
  return (
    <svg className="qr" viewBox={picture.box} role="img" aria-label={label} shapeRendering="crispEdges">
      {picture.rects.map(([x, y, width, height, fill], i) => (
        <rect key={`r${i}`} x={x || 0} y={y || 0} width={width} height={height} fill={fill || '#000'} />
      ))}
      {picture.paths.map((d, i) => (
        <path key={i} d={d} fill="#000" />
      ))}
    </svg>
  );
}

export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const t = useWords(identityWords);
  const c = useWords(common);
  return (
    <div className="stack">
      <h3>{t('recovery')}</h3>
      <p>{t('recoveryHint')}</p>
      <ul className="codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="row">
        <CopyButton text={codes.join('\n')} />
        <Button onClick={() => window.print()}>{c('print')}</Button>
        <Button type="primary" onClick={onDone}>
          {t('kept')}
        </Button>
      </div>
    </div>
  );
}

export function Enrol({ needsPassword, onDone }: { needsPassword: boolean; onDone: () => void }) {
  const t = useWords(identityWords);
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const start = useMutation({ mutationFn: () => startTotp(password) });
  const confirm = useMutation({ mutationFn: () => confirmTotp(code.trim()) });
  if (confirm.data) return <RecoveryCodes codes={confirm.data.codes} onDone={onDone} />;
  if (!start.data)
    return (
      <form
        className="stack"
        onSubmit={(e) => {
          e.preventDefault();
          start.mutate();
        }}
      >
        {needsPassword ? (
          <Field id="totp-password" label={t('currentPassword')}>
            <Input.Password id="totp-password" autoComplete="current-password" value={password} onChange={(e) => setPassword(e.target.value)} />
          </Field>
        ) : null}
        <FormError error={start.error} />
        <Button type="primary" htmlType="submit" loading={start.isPending}>
          {t('totpStart')}
        </Button>
      </form>
    );
  const secret = new URL(start.data.address).searchParams.get('secret') ?? '';
  return (
    <form
      className="stack"
      onSubmit={(e) => {
        e.preventDefault();
        confirm.mutate();
      }}
    >
      <p>{t('totpScan')}</p>
      <QrPicture svg={start.data.qr_svg} label={t('totpScan')} />
      <p className="soft">
        {t('totpSecret')}: <span className="mono">{secret.replace(/(.{4})/g, '$1 ').trim()}</span>
      </p>
      <Field id="totp-code" label={t('totpCode')}>
        <Input id="totp-code" inputMode="numeric" autoComplete="one-time-code" value={code} onChange={(e) => setCode(e.target.value)} />
      </Field>
      <FormError error={confirm.error} />
      <Button type="primary" htmlType="submit" loading={confirm.isPending}>
        {t('confirm')}
      </Button>
    </form>
  );
}
